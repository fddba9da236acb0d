using Contracts.Clearing;
using Contracts.Executions;
using Contracts.Payments;
using Gateway.Signing;
using Microsoft.AspNetCore.Builder;
using Platform.Testing;

namespace Gateway.Tests;

/// <summary>
/// The gateway with its database, broker and HTTP, and a stand-in for the services behind it. One for all tests that
/// talk HTTP.
/// </summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<Guid, string> secrets = new();

    public const string AdminKey = "an admin key for tests, long enough to be one";

    public ServiceHarness<GatewayDb> Harness { get; private set; } = null!;

    public Upstream Upstream { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public static Dictionary<string, string?> Settings(Upstream upstream) => new()
    {
        ["Gateway:AdminKey"] = AdminKey,
        ["Gateway:SecretKey"] = Convert.ToBase64String(new byte[32]),
        ["Services:Accounting"] = upstream.Address.ToString(),
        ["Services:RefundCenter"] = upstream.Address.ToString(),
        ["Services:Payout"] = upstream.Address.ToString(),
        ["Services:Clearing"] = upstream.Address.ToString(),
        ["Services:Reconciliation"] = upstream.Address.ToString(),
    };

    public async Task InitializeAsync()
    {
        Upstream = await Upstream.StartAsync();
        Harness = await StartAsync(Settings(Upstream));
        Http = new HttpClient { BaseAddress = Harness.Address };
    }

    /// <summary>A gateway of its own, with settings of its own.</summary>
    public static async Task<GatewayFixture> With(
        IReadOnlyDictionary<string, string?> settings, Upstream upstream, Action<WebApplication>? map = null)
    {
        var gateway = new GatewayFixture { Upstream = upstream, Harness = await StartAsync(settings, map) };
        gateway.Http = new HttpClient { BaseAddress = gateway.Harness.Address };
        return gateway;
    }

    /// <param name="map">Addresses beside the gateway's own.</param>
    public static Task<ServiceHarness<GatewayDb>> StartAsync(
        IReadOnlyDictionary<string, string?> settings, Action<WebApplication>? map = null) =>
        ServiceHarness<GatewayDb>.StartAsync(
            "gateway",
            (builder, parts) =>
            {
                builder.AddGatewayOptions();
                parts.AddGateway();
            },
            [
                typeof(PaymentCaptured), typeof(DeductRefund), typeof(CancelDeduction), typeof(SettleDeduction),
                typeof(ExecuteRefund), typeof(StopExecution), typeof(ExecutionConfirmed),
                typeof(Contracts.Rulebooks.RulebookConfirmed),
            ],
            settings, new() { Map = (Action<WebApplication>)(app => app.MapGateway()) + map });

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await Harness.DisposeAsync();
        await Upstream.DisposeAsync();
    }

    /// <summary>A merchant of its own for a test.</summary>
    public async Task<TestMerchant> OpenMerchant(string promise = "channel_final", params string[] channels)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/admin/merchants")
        {
            Content = TestMerchant.Json($$"""
                {"name":"Shop","promise":"{{promise}}","channels":[{{string.Join(',', (channels.Length == 0 ? ["wechat"] : channels).Select(c => $"\"{c}\""))}}]}
                """),
        };
        request.Headers.Authorization = new("Bearer", AdminKey);
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        var body = JsonDocument.Parse(text).RootElement;
        var (id, apiKey) = (body.GetProperty("merchant_id").GetGuid(), body.GetProperty("api_key").GetString()!);
        secrets[id] = body.GetProperty("signing_secret").GetString()!;
        return new TestMerchant(this, id, new RequestSigner(apiKey, secrets[id], TimeProvider.System), apiKey);
    }

    /// <summary>The signing secret that a merchant was told once.</summary>
    public string Secret(TestMerchant merchant) => secrets[merchant.Id];

    /// <summary>
    /// How many rows a refused request must not have written: refunds, keys, webhooks' and bus's outboxes.
    /// </summary>
    public Task<long> Rows(Guid merchant) => Harness.Database.Scalar<long>($"""
        SELECT (SELECT count(*) FROM refunds WHERE merchant_id = '{merchant}')
             + (SELECT count(*) FROM idempotency_keys WHERE merchant_id = '{merchant}')
             + (SELECT count(*) FROM outbox WHERE position('{merchant}' in convert_from(body, 'UTF8')) > 0)
             + (SELECT coalesce(sum(parts + in_flight), 0)::bigint FROM payments WHERE merchant_id = '{merchant}')
        """);
}

[CollectionDefinition(nameof(OverHttp))]
public sealed class OverHttp : ICollectionFixture<GatewayFixture>;
