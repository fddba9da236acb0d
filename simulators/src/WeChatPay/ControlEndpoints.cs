using Simulators.Misfortunes;

namespace Simulators.WeChatPay;

/// <summary>
/// How tests and the demo arrange the world; no part of the channel's protocol. See simulators/docs.
/// </summary>
internal static class ControlEndpoints
{
    public static void MapControl(this WebApplication app)
    {
        var sim = app.MapGroup("/sim/wechat");
        sim.MapPost("/payments", (CapturedPayment[] payments, MerchantBook merchants, World world) =>
        {
            foreach (var payment in payments) Register(merchants.FindOrAdd(payment.Mchid), payment, world.Now);
            return Results.Ok(new { registered = payments.Length });
        });
        sim.MapPost("/balances", (Balance balance, MerchantBook merchants) =>
            Results.Ok(SetBalance(merchants, balance)));
        sim.MapPost("/misfortunes", (MisfortuneOrder[] orders, MisfortuneBook book) =>
        {
            foreach (var order in orders) book.Add(order);
            return Results.Ok(new { ordered = orders.Length });
        });
        sim.MapGet("/refunds/{mchid}/{no}", (string mchid, string no, MerchantBook merchants) =>
            merchants.Find(mchid) is { } merchant && RefundLedger.Query(merchant, no) is { Status: 200 } answer
                ? Results.Bytes(answer.Body, "application/json")
                : Results.NotFound());
        sim.MapGet("/notices", (NoticeSender notices) => Results.Ok(new
        {
            delivered = notices.Delivered,
            probesSent = notices.Probes.Sent,
            probesSwallowed = notices.Probes.Swallowed,
        }));
    }

    /// <summary>The same payment again changes nothing.</summary>
    private static void Register(Merchant merchant, CapturedPayment captured, DateTimeOffset now)
    {
        var payment = new Payment
        {
            TransactionId = captured.TransactionId,
            OutTradeNo = captured.OutTradeNo,
            Total = captured.Total,
            Coupon = captured.Coupon,
            Instrument = captured.Instrument ?? "card",
            PaidAt = captured.PaidAt ?? now,
            FeeBasisPoints = captured.FeeBasisPoints ?? 60,
        };
        lock (merchant.Gate)
        {
            if (merchant.Payments.TryAdd(payment.TransactionId, payment))
                merchant.PaymentsByTradeNo[payment.OutTradeNo] = payment;
        }
    }

    private static Balance SetBalance(MerchantBook merchants, Balance balance)
    {
        var merchant = merchants.FindOrAdd(balance.Mchid);
        lock (merchant.Gate)
        {
            if (balance.Add is { } added) merchant.Available = (merchant.Available ?? 0) + added;
            else merchant.Available = balance.Available;
            merchant.TopUps++;
            return balance with { Available = merchant.Available };
        }
    }

    /// <summary>Amounts in fen; <paramref name="Instrument"/> is <c>card</c> (when absent) or <c>wallet</c>.</summary>
    internal sealed record CapturedPayment(
        string Mchid, string TransactionId, string OutTradeNo, long Total, string? Instrument, DateTimeOffset? PaidAt,
        long Coupon, int? FeeBasisPoints);

    /// <summary>Sets <paramref name="Available"/> (null: without end) or adds to it. Both are a top-up.</summary>
    internal sealed record Balance(string Mchid, long? Available, long? Add);
}
