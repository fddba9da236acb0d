using Channels.BankTransfer;
using Contracts.Restores;
using Payout.Payees;
using Payout.Payouts;
using Payout.Queues;
using Payout.Restores;
using Payout.Statements;
using Payout.Transfers;
using Platform.Hosting;
using Platform.Messaging;

namespace Payout;

/// <summary>
/// The table of contents of the service: every queue with its listeners, every worker, every endpoint.
/// </summary>
internal static class PayoutParts
{
    public static void AddPayout(this PlatformBuilder p)
    {
        p.Services.AddHostedService(services => services.GetRequiredService<SendGate>());   // before anything is taken
        p.Endpoint("payouts", e =>
        {
            e.Saga<PayoutStateMachine, PayoutState>(PayoutRows.LockRows);
            e.Consumer<RestoredToConsumer>();                     // behind the orders given before the restore
        });
        p.RepeatAfterRestore<PayoutDb, RepeatPayouts>();
        p.AnswerRestores((id, service) => new RestoreAnswered(id, service, "payout"));
        p.DueWork<SendDueTransfers>();
        p.DueWork<AskDueTransfers>();
        p.DueWork<LapseSends>();
        p.DueWork<RepeatMoves>();
        p.DueWork<ReadReports>();
        p.DueWork<ReadStatements>();
        p.DueWork<ReleaseSends>();
        p.DueWork<KeepKeys>();
        p.AnnounceRestore((id, time) => new RestoredTo(id, "payout", time));
        AddParts(p);
    }

    public static void MapPayout(this WebApplication app)
    {
        app.MapPayees();
        app.MapQueues();
    }

    private static void AddParts(PlatformBuilder p)
    {
        p.Services.AddBankTransfer(p.Configuration.GetSection("BankTransfer"));
        p.Services.AddSingleton(services => BankRules.Shipped(services.GetRequiredService<PayoutOptions>()));
        p.Services.AddScoped<IBeforeLoad, PayeePlaces>();
        p.Services.AddSingleton<WrappingKeys>().AddSingleton<Vault>();
        p.Services.AddSingleton<BankBook>().AddSingleton<Silence>().AddSingleton<StatementClock>();
        p.Services.AddSingleton<BankLedgers>().AddSingleton<TransferTimes>().AddSingleton<TransferCalls>();
        p.Services.AddSingleton<Doubt>().AddSingleton<SendGate>();
    }
}
