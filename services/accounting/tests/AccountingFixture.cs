using System.Net.Http.Json;
using Accounting.Balances;
using Contracts;
using Contracts.Accounting;
using Contracts.Executions;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Platform.Http;
using Platform.Testing;

namespace Accounting.Tests;

/// <summary>The service on a real database and broker; the tests play clearing.</summary>
public sealed class AccountingFixture : IAsyncLifetime
{
    private static readonly Type[] Spoken =
    [
        typeof(FundsHeld), typeof(FundsShort), typeof(FundsArrived), typeof(HoldCancelled), typeof(HoldSettled),
        typeof(CaptureBooked), typeof(TopUpBooked), typeof(SettlementBooked),
    ];

    public ServiceHarness<AccountingDb> Harness { get; private set; } = null!;

    public async Task InitializeAsync() => Harness = await Start();

    public async Task DisposeAsync() => await Harness.DisposeAsync();

    internal static Task<ServiceHarness<AccountingDb>> Start(ServiceHarness<AccountingDb>? second = null) =>
        ServiceHarness<AccountingDb>.StartAsync(
            "accounting", (_, p) => p.AddAccounting(), second is null ? Spoken : [],
            setup: new() { Map = app => app.MapAccounting(), Beside = second });
}

/// <summary>Stories share one service; each has a merchant of its own.</summary>
[CollectionDefinition(nameof(OneService))]
public sealed class OneService : ICollectionFixture<AccountingFixture>;

/// <summary>What the stories say.</summary>
internal static class Says
{
    public static Money Cny(long minor) => new(minor, "CNY");

    public static BookCapture Capture(Guid merchant, long paid, long fee = 0) =>
        new(Guid.CreateVersion7(), merchant, "wechat", Cny(paid), Cny(fee));

    public static HoldFunds Hold(Guid merchant, long amount, Guid? refund = null) => new(
        refund ?? Guid.CreateVersion7(), 1, merchant, "wechat", Cny(amount), [new("pending", null), new("cash", null)]);

    public static SettleHold Settle(
        this HoldFunds hold, int order, ExecutionOutcome outcome, long byChannel = 0) => new(
        hold.RefundId, 1, order, hold.MerchantId, "wechat", hold.Amount, Cny(0), outcome,
        Movements.None("CNY") with { ByChannel = Cny(byChannel) });

    public static CancelHold Cancel(this HoldFunds hold) => new(hold.RefundId, 1, hold.MerchantId, "wechat", "CNY");

    /// <summary>A read as gateway makes it.</summary>
    public static async Task<T> Get<T>(this ServiceHarness<AccountingDb> harness, string path)
    {
        using var http = new HttpClient { BaseAddress = harness.Address };
        var auth = harness.Services.GetRequiredService<InternalAuth>();
        foreach (var (name, value) in auth.Headers("gateway", null, "GET", path))
            http.DefaultRequestHeaders.Add(name, value);
        var json = harness.Services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        return (await http.GetFromJsonAsync<T>(path, json))!;
    }

    /// <summary>The one currency's pockets of a merchant.</summary>
    public static async Task<(long Pending, long Cash, long Held, long Debt)> Pockets(
        this ServiceHarness<AccountingDb> harness, Guid merchant)
    {
        var balance = Assert.Single((await harness.Get<MerchantBalances>($"/internal/balances/{merchant}")).Balances);
        return (balance.Pending.Minor, balance.Cash.Minor, balance.Held.Minor, balance.Debt.Minor);
    }

    /// <summary>Every rule that the database can check, and that there was something to look at.</summary>
    public static async Task LedgerHolds(this ServiceHarness<AccountingDb> harness)
    {
        var trial = await harness.Get<TrialBalance>("/internal/trial-balance");
        Assert.Equal(7, trial.Rules.Count);
        Assert.All(trial.Rules, rule => Assert.True(rule.Wrong == 0, $"{rule.Rule}: {rule.Example}"));
        Assert.NotEqual(0, trial.Rules[1].LookedAt);
    }
}
