using Channels.Copies;
using Contracts.Clearing;
using Contracts.Executions;
using Contracts.Restores;
using Gateway.Documents;
using Gateway.Forwards;
using Gateway.IdempotencyKeys;
using Gateway.Limits;
using Gateway.Merchants;
using Gateway.Payments;
using Gateway.Persons;
using Gateway.Problems;
using Gateway.Refunds;
using Gateway.Requests;
using Gateway.Restores;
using Gateway.Signing;
using Gateway.Webhooks;
using Platform.Hosting;
using Platform.Messaging;
using Platform.Persistence;

namespace Gateway;

/// <summary>Everything that this service consists of, in one list.</summary>
public static class GatewayParts
{
    /// <summary>The settings; <c>README.md</c> lists them.</summary>
    public static void AddGatewayOptions(this WebApplicationBuilder builder)
    {
        var options = builder.AddOptions<GatewayOptions>("Gateway");
        builder.AddWebhookOptions();
        builder.Services.AddSingleton(_ => new SecretBox(Convert.FromBase64String(options.SecretKey)));
        if (!options.Has(GatewayRoles.Api)) return;
        builder.AddOptions<PersonOptions>("Persons");
        var rules = new ChannelRules(builder.AddOptions<AdmissionOptions>("Admission"));
        builder.Services.AddSingleton(rules).AddSingleton(rules.Versions);
        var addresses = builder.AddOptions<ServiceAddresses>("Services");
        builder.Services.AddForwardedRoutes(addresses);
        builder.Services.AddHttpClient<PayeeVault>(http =>
        {
            http.BaseAddress = new Uri(addresses.Payout);
            http.Timeout = TimeSpan.FromSeconds(5);
        });
        builder.Services.AddMerchantApiDocument();
    }

    public static void AddGateway(this PlatformBuilder p)
    {
        var options = p.Instance<GatewayOptions>();
        p.Services.AddScoped<IBeforeSave, ShowRefunds>();
        p.AddWebhooks();
        p.Services.AddScoped<ToldChanges>().AddScoped<IBeforeSave>(s => s.GetRequiredService<ToldChanges>());
        if (options.Has(GatewayRoles.Api) || options.Has(GatewayRoles.Messages))
            p.KeepRulebooks<GatewayDb>(isHearing: options.Has(GatewayRoles.Messages));
        if (options.Has(GatewayRoles.Api)) AddApi(p);
        if (options.Has(GatewayRoles.Messages)) AddMessages(p);
        if (options.Has(GatewayRoles.Webhooks)) p.AddWebhookSender();
        if (options.Roles is GatewayRoles.Webhooks) p.WithoutBroker();
        if (!options.Has(GatewayRoles.Messages) && p.Instance<RestoreRequest>().IsRestored)
            p.Instance<ConfigurationErrors>().Add("--restored: only a process with the role messages tells the others.");
    }

    public static void MapGateway(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<GatewayOptions>().Has(GatewayRoles.Api)) return;
        app.UseMiddleware<ProblemBoundary>();
        app.UseMiddleware<Hops>();
        app.UseMiddleware<OperatorEntrance>();
        app.UseRouting();
        app.UseMiddleware<MerchantEntrance>();

        app.MapPost("/admin/merchants", (HttpContext http, OpenMerchant merchants) => merchants.Post(http))
            .ExcludeFromDescription();
        app.MapPersons();
        app.MapMerchantApi();
        app.MapWebhooks();
        app.MapReverseProxy().ConfigureEndpoints(MerchantApi.DescribeForwarded);
        app.MapOpenApi("/openapi/{documentName}.json");
        ErrorsPage.Map(app);
    }

    private static T Instance<T>(this PlatformBuilder p) =>
        p.Services.Select(s => s.ImplementationInstance).OfType<T>().Single();

    private static void AddApi(PlatformBuilder p)
    {
        p.Services.AddHttpContextAccessor().AddScoped<RowSecurity>();
        p.Services.ConfigureDbContext<GatewayDb>((s, db) => db.AddInterceptors(s.GetRequiredService<RowSecurity>()));
        p.Services.AddSingleton<KeyDirectory>().AddSingleton<SignatureCheck>().AddSingleton<NonceCache>();
        p.Services.AddSingleton<RequestRates>().AddSingleton<WorkSignal<HandOnRefunds>>();
        p.Services.AddSingleton<IdempotentWrites>().AddSingleton<OpenMerchant>();
        p.Services.AddSingleton<RefundIntake>().AddSingleton<AskRefund>();
        p.Services.AddSingleton<CancelRefund>().AddSingleton<ReadRefunds>();
        p.Services.AddTransient<AskErrorRefund>().AddTransient<RegisterPayment>().AddTransient<PayeeEndpoints>().AddSingleton<ReadPayments>();
        p.AddWebhookApi();
        p.DueWork<ForgetOldKeys>();
        AddPersons(p);
    }

    private static void AddPersons(PlatformBuilder p)
    {
        p.Services.AddSingleton<PersonSessions>().AddSingleton<SecretChecks>().AddSingleton<FirstSecret>();
        p.Services.AddSingleton<SignIn>().AddSingleton<KeepersDoor>();
        p.Proposal<CreatePerson>();
        p.Proposal<ChangeRoles>();
        p.Proposal<DisablePerson>();
        p.Proposal<ResetSecret>();
    }

    private static void AddMessages(PlatformBuilder p)
    {
        p.Endpoint("payments", e =>
        {
            e.Consumer<PaymentCapturedConsumer>();
            e.Consumer<PaymentClearedConsumer>();
        });
        p.Endpoint("refunds", e => e.Saga<RefundStateMachine, RefundState>(LockRefunds));
        p.Endpoint("restores", e =>
        {
            e.Consumer<RestoredToConsumer>();
            e.Consumer<RefundForgottenConsumer>();
        });
        p.AnnounceRestore((id, time) => new RestoredTo(id, "gateway", time));
        p.RepeatAfterRestore<GatewayDb, RepeatPayments>();
        p.RepeatAfterRestore<GatewayDb, RepeatRefunds>();

        p.DueWork<RepeatCaptures>();
        p.DueWork<HandOnRefunds>();
        p.DueWork<CountRefunds>();
        p.DueWork<RepeatCancels>();
    }

    /// <summary>What merchants see of a refund changes with its saga: the same transaction, the same lock.</summary>
    private static void LockRefunds(SagaLocks locks) => locks
        .For<RefundHandedOn>(m => [LockKey.Of<Refund>(m.RefundId)])
        .For<RefundRemembered>(m => [LockKey.Of<Refund>(m.Fact.RefundId)])
        .For<RefundCancelAsked>(m => [LockKey.Of<Refund>(m.RefundId)])
        .For<RefundDeducted>(m => [LockKey.Of<Refund>(m.RefundId)])
        .For<RefundWaiting>(m => [LockKey.Of<Refund>(m.RefundId)])
        .For<DeductionRefused>(m => [LockKey.Of<Refund>(m.RefundId)])
        .For<DeductionCancelled>(m => [LockKey.Of<Refund>(m.RefundId)])
        .For<CancelTooLate>(m => [LockKey.Of<Refund>(m.RefundId)])
        .For<RefundAccepted>(m => [LockKey.Of<Refund>(m.RefundId)])
        .For<ExecutionStopped>(m => [LockKey.Of<Refund>(m.RefundId)])
        .For<StopTooLate>(m => [LockKey.Of<Refund>(m.RefundId)])
        .For<RefundExecuted>(m => [LockKey.Of<Refund>(m.RefundId)])
        .For<RefundReconciled>(m => [LockKey.Of<Refund>(m.RefundId)])
        .For<DeductionSettled>(m => [LockKey.Of<Refund>(m.RefundId)])
        .For<RefundAskAgain>(m => [LockKey.Of<Refund>(m.RefundId)])
        .For<RepeatLast>(m => [LockKey.Of<Refund>(m.RefundId)]);
}
