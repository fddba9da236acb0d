using System.Globalization;
using Contracts;
using Contracts.Executions;
using Contracts.Payments;
using Gateway.Merchants;
using Gateway.Payments;
using Gateway.Refunds;
using Gateway.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Testing;

namespace Gateway.Tests.Webhooks;

/// <summary>
/// A gateway that may send to this machine, a merchants' server, and a business clock that the tests move.
/// </summary>
public sealed class WebhookFixture : IAsyncLifetime
{
    private readonly string clockFile = Path.GetTempFileName();
    private long offset;

    public ServiceHarness<GatewayDb> Harness { get; private set; } = null!;

    public string Roles { get; init; } = "all";

    public TestReceiver Receiver { get; private set; } = null!;

    private Upstream Upstream { get; set; } = null!;

    public async Task InitializeAsync()
    {
        Upstream = await Upstream.StartAsync();
        Receiver = await TestReceiver.StartAsync();
        var settings = GatewayFixture.Settings(Upstream);
        settings["Webhooks:AllowPrivateTargets"] = "true";
        settings["Gateway:Roles"] = Roles;
        settings["Webhooks:Timeout"] = "00:00:02";
        settings["Clock:OffsetFile"] = clockFile;
        Harness = await ServiceHarness<GatewayDb>.StartAsync(
            "gateway",
            (builder, parts) =>
            {
                builder.AddGatewayOptions();
                parts.AddGateway();
            },
            [], settings, new() { Map = app => app.MapGateway(), Arguments = ["--environment", "Development"] });
    }

    public async Task DisposeAsync()
    {
        await Harness.DisposeAsync();
        await Receiver.DisposeAsync();
        await Upstream.DisposeAsync();
        File.Delete(clockFile);
    }

    /// <summary>Moves business time, and waits until the service has seen it.</summary>
    public async Task Advance(TimeSpan by)
    {
        var goal = Now + by;
        offset += (long)by.TotalSeconds;
        await File.WriteAllTextAsync(clockFile, offset.ToString(CultureInfo.InvariantCulture));
        await Eventually.True(() => Now >= goal, "the clock has moved");
    }

    public DateTimeOffset Now => Harness.Services.GetRequiredService<TimeProvider>().GetUtcNow();

    public async Task<Guid> Merchant()
    {
        var id = Guid.CreateVersion7();
        await Harness.Run(unit =>
        {
            var merchant = new Merchant
            {
                Id = id, Name = "Shop", Channels = ["wechat"], Promise = default, CreatedAt = Now,
            };
            unit.Db.Add(merchant);
            return Task.CompletedTask;
        });
        return id;
    }

    /// <summary>An endpoint at a path of its own.</summary>
    public async Task<(Guid Id, string Path, byte[] Secret)> Endpoint(Guid merchant, params string[] types)
    {
        var (id, secret) = (Guid.CreateVersion7(), WebhookSecret.Make());
        var path = $"/{id:N}";
        await Harness.Run(unit =>
        {
            var endpoint = new WebhookEndpoint
            {
                Id = id,
                MerchantId = merchant,
                Url = new Uri(Receiver.Address, path).ToString(),
                EventTypes = types.Length == 0 ? null : types,
                CreateKey = $"{id}",
                CreatedAt = Now,
            };
            endpoint.Keep(unit.Services.GetRequiredService<SecretBox>().Seal(secret, endpoint.SealName));
            unit.Db.Add(endpoint);
            return Task.CompletedTask;
        });
        return (id, path, secret);
    }

    /// <summary>A refund that is asked for and withdrawn: one version after the first.</summary>
    public Task<Refund> ChangedRefund(Guid merchant) => ChangedRefund(merchant, refund => refund.Withdraw(Now));

    /// <summary>One that had failed and succeeds after all.</summary>
    public Task<Refund> RevivedRefund(Guid merchant) => ChangedRefund(merchant, refund =>
    {
        var saga = new RefundState
        {
            CurrentState = "Failed", Attempt = 1, Amount = refund.Amount, Moved = Movements.None("CNY"),
        };
        refund.Follow(saga, Now);
        saga.CurrentState = "Succeeded";
        refund.Follow(saga, Now);
    });

    private async Task<Refund> ChangedRefund(Guid merchant, Action<Refund> change)
    {
        Refund refund = null!;
        await Harness.Run(unit =>
        {
            var facts = new PaymentFacts(
                Guid.CreateVersion7(), merchant, TestMerchant.NewNo(), new Money(100_00, "CNY"), new Money(60, "CNY"),
                "wechat", "1900000109", "42" + TestMerchant.NewNo(), "wallet", Now);
            var payment = Payment.Register(facts, Now);
            var wish = new RefundWish(
                TestMerchant.NewNo(), facts.PaymentId, null, new Money(40_00, "CNY"), null, null, default, null);
            refund = Refund.Ask(Guid.CreateVersion7(), payment, wish, Now);
            change(refund);
            unit.Db.AddRange(payment, refund);
            Tell(unit.Services, unit.Db, refund);
            return Task.CompletedTask;
        });
        return refund;
    }

    public static void Tell(IServiceProvider services, DbContext db, Refund refund) =>
        services.GetRequiredService<IWebhookQueue>().Add(db, refund);

    public async Task<WebhookDelivery> Delivery(Guid endpoint)
    {
        await using var db = Harness.Database.Open();
        return await db.Set<WebhookDelivery>().AsNoTracking().SingleAsync(x => x.EndpointId == endpoint);
    }

    public Task Until(Guid endpoint, Func<WebhookDelivery, bool> condition, string what) =>
        Eventually.True(async () => condition(await Delivery(endpoint)), what);
}
