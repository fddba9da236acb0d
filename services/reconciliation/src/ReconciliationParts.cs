using Channels.Copies;
using Contracts.Restores;
using Platform.Hosting;
using Platform.Http;
using Reconciliation.Bills;
using Reconciliation.Breaks;
using Reconciliation.Facts;
using Reconciliation.Legs;
using Reconciliation.Matches;
using Reconciliation.Restores;
using Reconciliation.Runs;

namespace Reconciliation;

/// <summary>The table of contents: everything that this service consists of.</summary>
public static class ReconciliationParts
{
    public static void AddReconciliation(this PlatformBuilder p)
    {
        p.Endpoint("legs", e => e.Consumer<LegsChangedConsumer>());
        p.Endpoint("runs", e => e.Saga<RunStateMachine, RunState>());
        p.Endpoint("days", e =>
        {
            e.Consumer<FetchBillsConsumer>();
            e.Consumer<MatchDayConsumer>();
        });
        p.Endpoint("facts", e => e.Consumer<BillFactConfirmedConsumer>());
        p.KeepRulebooks<ReconciliationDb>();
        p.Endpoint("restores", e => e.Consumer<RestoredToConsumer>());

        p.AnnounceRestore((id, time) => new RestoredTo(id, "reconciliation", time));
        p.RepeatAfterRestore<ReconciliationDb, RepeatFacts>();
        p.AnswerRestores((id, service) => new RestoreAnswered(id, service, "reconciliation"));

        p.DueWork<OpenRuns>();
        p.DueWork<FetchDueFiles>();
        p.DueWork<MatchDueDays>();
        p.DueWork<MatchChangedLegs>();
        p.DueWork<TellFacts>();

        p.Services.AddSingleton<BillSources>();
        p.Services.AddSingleton<BillCalendars>();
        p.Services.AddSingleton<FetchStore>();
        p.Services.AddSingleton<LineStore>();
        p.Services.AddSingleton<Matcher>();
    }

    public static void MapReconciliation(this WebApplication app)
    {
        var internalApi = app.MapGroup("/internal").RequireInternalAuth(operatorsToo: true);
        internalApi.MapRuns();
        internalApi.MapBreaks();
    }
}
