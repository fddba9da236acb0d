namespace Simulators.BankTransfer;

/// <summary>
/// How tests and the demo arrange the bank; no part of its protocol. See simulators/docs.
/// </summary>
internal static class BankControl
{
    public static void MapBankControl(this WebApplication app)
    {
        var sim = app.MapGroup("/sim/bank");
        sim.MapPost("/fates", (BankFateOrder[] orders, BankFates fates) =>
        {
            foreach (var order in orders) fates.Add(order);
            return Results.Ok(new { ordered = orders.Length });
        });
        sim.MapPost("/credits", (BankCredit credit, BankTransfers transfers) =>
        {
            transfers.Credit(credit.Minor);
            return Results.Ok(new { balanceMinor = transfers.BalanceMinor });
        });
        sim.MapPost("/statements", (StatementOrder order, BankDesk desk) =>
        {
            desk.StatementsLateByDays = order.LateByDays ?? desk.StatementsLateByDays;
            desk.SequenceGapFrom = order.GapFrom ?? desk.SequenceGapFrom;
            return Results.Ok(order);
        });
        sim.MapGet("/account", (BankTransfers transfers) =>
            Results.Ok(new { transfers.BalanceMinor, transfers.Today, transfers.OpenedOn }));
        sim.MapGet("/transfers/{no}", (string no, BankTransfers transfers) =>
            transfers.Find(no) is { } transfer
                ? Results.Ok(new { transfer.File, transfer.Status })
                : Results.NotFound());
    }
}

/// <summary>Money that comes into the account by other ways, in fen.</summary>
internal sealed record BankCredit(long Minor);

/// <summary>What shall be wrong with statements; what is absent stays as it is.</summary>
internal sealed record StatementOrder(int? LateByDays, DateOnly? GapFrom);
