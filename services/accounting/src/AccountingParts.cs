using Accounting.Accounts;
using Accounting.Balances;
using Accounting.Captures;
using Accounting.Holds;
using Accounting.Journals;
using Accounting.PaidOuts;
using Accounting.Restores;
using Accounting.Settlements;
using Accounting.TopUps;
using Contracts.Accounting;
using Contracts.Restores;
using Platform.Hosting;
using Platform.Http;
using Platform.Messaging;

namespace Accounting;

/// <summary>The table of contents of the service: every queue with its listeners, and every endpoint.</summary>
internal static class AccountingParts
{
    public static void AddAccounting(this PlatformBuilder p)
    {
        // One queue for all that books: its batch loop locks the accounts once and writes them once.
        p.Endpoint("ledger", e =>
        {
            e.Consumer<HoldFundsConsumer>();
            e.Consumer<CancelHoldConsumer>();
            e.Consumer<SettleHoldConsumer>();
            e.Consumer<BookCaptureConsumer>();
            e.Consumer<BookTopUpConsumer>();
            e.Consumer<BookSettlementConsumer>();
        });
        p.Endpoint("restores", e => e.Consumer<RestoredToConsumer>());
        p.AnnounceRestore((id, time) => new RestoredTo(id, "accounting", time));
        // The treasury may listen, or not.
        p.AllowUnheard<TopUpBooked>();
        p.AllowUnheard<SettlementBooked>();

        p.Services.AddSingleton<KnownAccounts>();
        p.Services.AddScoped<Ledger>();
        p.Services.AddScoped<IBeforeLoad, AccountLocks>();
        p.Services.AddScoped<IBeforeSave, LedgerFlush>();
    }

    public static void MapAccounting(this IEndpointRouteBuilder app)
    {
        var reads = app.MapGroup("/internal").RequireInternalAuth(operatorsToo: true);
        reads.MapGet("/balances/{merchantId:guid}", BalancesEndpoints.Of);
        reads.MapGet("/trial-balance", BalancesEndpoints.Trial);
    }
}
