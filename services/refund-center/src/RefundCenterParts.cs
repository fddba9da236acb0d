using Channels;
using Contracts.Restores;
using Platform.Hosting;
using RefundCenter.Batches;
using RefundCenter.Calls;
using RefundCenter.Desk;
using RefundCenter.Executions;
using RefundCenter.Legs;
using RefundCenter.Notices;
using RefundCenter.Queues;
using RefundCenter.Reports;
using RefundCenter.Restores;
using RefundCenter.Rulebooks;

namespace RefundCenter;

/// <summary>
/// The table of contents of the service: every queue with its listeners, every poller, every endpoint.
/// </summary>
internal static class RefundCenterParts
{
    public const string Name = "refund-center";

    public static void AddRefundCenter(this PlatformBuilder p)
    {
        p.Services.AddSingleton<RestoreGate>();
        p.Services.AddHostedService<MarkRestore>();               // before anything is taken or sent
        p.Services.AddChannels(p.Configuration);
        p.AddRulebooks();

        p.Endpoint("executions", e => e.Saga<ExecutionStateMachine, ExecutionState>());
        p.Endpoint("legs", e =>
        {
            e.Consumer<StopLegConsumer>();
            e.Consumer<OvertakeLegConsumer>();
            e.Consumer<BillFactConsumer>();
            e.Consumer<PayoutChangedConsumer>();
            e.Consumer<RestoreAnsweredConsumer>();
        });
        p.Endpoint("reports", e => e.Consumer<LegsConfirmedConsumer>());
        p.Endpoint("restores", e => e.Consumer<RestoredToConsumer>());
        p.RepeatAfterRestore<RefundCenterDb, RepeatExecutions>();
        p.AnnounceRestore((id, time) => new RestoredTo(id, Name, time));

        p.AddCalls();
        p.AddBatches();
        p.DueWork<RepeatLegFacts>();
        p.DueWork<ReportLegs>();
        p.DueWork<RepeatUnconfirmed>();
        p.Services.AddSingleton<NoticeEndpoint>();
        p.Services.AddSingleton<DeskWork>();
        p.Proposal<CertifyLeg>();
        p.Proposal<ForceSuccess>();
        p.Proposal<FollowReturn>();
        p.Proposal<ConfirmRefusals>();
        p.Proposal<WithdrawBatch>();
    }

    public static void MapRefundCenter(this WebApplication app)
    {
        app.MapPost("/notify/{channel}/{channelMerchant}", (
            string channel, string channelMerchant, NoticeEndpoint endpoint, HttpRequest request,
            CancellationToken ct) => endpoint.Take(channel, channelMerchant, request, ct));
        app.MapOperators();
        app.MapQueues();
        app.MapDesk();
        app.MapBatches();
        app.MapRulebooks();
    }

    /// <summary>What people carry to banks.</summary>
    private static void AddBatches(this PlatformBuilder p)
    {
        p.Services.AddSingleton<TemplateDirectory>();
        p.Services.AddSingleton<FileDays>();
        p.Services.AddSingleton<BatchStore>();
        p.Services.AddSingleton<BatchDesk>();
        p.Services.AddSingleton<ResultIntake>();
        p.DueWork<MakeBatches>();
        p.DueWork<LateBatches>();
        p.DueWork<SettledBatches>();
    }

    /// <summary>The channels' rules: read at start with all mistakes, stored, published, told again until confirmed.</summary>
    private static void AddRulebooks(this PlatformBuilder p)
    {
        p.Services.AddSingleton(s => RulebookFiles.Read(
            s.GetRequiredService<RefundCenterOptions>(), s.GetRequiredService<ChannelDirectory>()));
        p.Services.AddSingleton(s => new RulebookShelf(
            s.GetRequiredService<IReadOnlyList<RulebookDocument>>().Select(document => document.Book),
            s.GetRequiredService<RefundCenterOptions>(),
            (channel, method) => s.GetRequiredService<ChannelDirectory>().Can(channel, method)
                && s.GetRequiredService<TemplateDirectory>().Can(channel, method),
            s.GetRequiredService<TimeProvider>()));
        p.Endpoint("rulebooks", e => e.Consumer<RulebookConfirmedConsumer>());
        p.Proposal<RulebookProposal>();
        p.DueWork<StockShelf>();
        p.DueWork<SayRulebooks>();
        p.Services.AddHostedService(s => s.GetRequiredService<StockShelf>());
    }

    /// <summary>The claiming worker and what it works with.</summary>
    private static void AddCalls(this PlatformBuilder p)
    {
        p.Services.AddSingleton<ChannelDirectory>();
        p.Services.AddSingleton<RequestBudgets>();
        p.Services.AddSingleton<DueLanes>();
        p.Services.AddSingleton<DueLegs>();
        p.Services.AddSingleton<ClaimTimes>();
        p.Services.AddSingleton<LegSends>();
        p.Services.AddSingleton<LegClaims>();
        p.Services.AddSingleton<ChannelBreakers>();
        p.Services.AddSingleton<ChannelLimits>();
        p.Services.AddSingleton<ChannelCalls>();
        p.Services.AddHostedService<StoreAnswers>();
        p.DueWork<SendDueLegs>();
        p.DueWork<LapsedLeases>();
        p.DueWork<WatchBreakers>();
    }
}
