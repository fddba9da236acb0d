using System.Net;
using Gateway.Tests.Webhooks;
using Gateway.Webhooks;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Platform.Hosting;

namespace Gateway.Tests;

public sealed class A_gateway_that_only_sends_webhooks : IAsyncLifetime
{
    private readonly WebhookFixture gateway = new() { Roles = "webhooks" };

    public Task InitializeAsync() => gateway.InitializeAsync();

    public Task DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Sends_them_and_is_ready_without_a_broker()
    {
        var merchant = await gateway.Merchant();
        var endpoint = await gateway.Endpoint(merchant);
        await gateway.ChangedRefund(merchant);
        await gateway.Until(endpoint.Id, d => d.State is DeliveryState.Delivered, "delivered");

        Assert.Null(gateway.Harness.Services.GetService<IBusControl>());
        Assert.Equal(HttpStatusCode.OK, await Status("/health/ready"));
    }

    [Theory]
    [InlineData("/v1/refunds")]
    [InlineData("/v1/balances")]
    [InlineData("/admin/merchants")]
    [InlineData("/openapi/v1.json")]
    public async Task Answers_nobody(string path) => Assert.Equal(HttpStatusCode.NotFound, await Status(path));

    private async Task<HttpStatusCode> Status(string path)
    {
        using var http = new HttpClient { BaseAddress = gateway.Harness.Address };
        return (await http.GetAsync(new Uri(path, UriKind.Relative))).StatusCode;
    }
}

public sealed class The_roles_of_a_gateway
{
    private static readonly string SecretKey = Convert.ToBase64String(new byte[32]);

    [Fact]
    public void Ask_for_no_secret_that_a_sender_of_webhooks_has_no_use_for() =>
        Assert.Empty(Errors("webhooks"));

    [Theory]
    [InlineData("api", "Gateway:AdminKey")]
    [InlineData("api", "Services:Payout")]
    [InlineData("messages", "Broker:Uri")]
    [InlineData("none", "Gateway:Roles")]
    [InlineData("api,console", "Gateway")]
    [InlineData("8", "Gateway:Roles")]
    public void Ask_for_what_they_need(string roles, string setting) =>
        Assert.Contains(Errors(roles), e => e.StartsWith(setting, StringComparison.Ordinal));

    [Fact]
    public void Do_not_let_a_restore_be_told_by_a_process_that_tells_nobody() =>
        Assert.Contains(Errors("webhooks", "--restored", "2026-11-21T08:00:00Z"), e => e.Contains("--restored"));

    private static IReadOnlyList<string> Errors(string roles, params string[] args)
    {
        var builder = PlatformHost.CreateBuilder(args, "gateway", new Dictionary<string, string?>
        {
            ["Gateway:Roles"] = roles,
            ["Gateway:SecretKey"] = SecretKey,
            ["Database:ConnectionString"] = "Host=nowhere",
            ["Internal:Key"] = "a key for tests, long enough to be one",
        });
        builder.AddGatewayOptions();
        builder.AddPlatform<GatewayDb>(p => p.AddGateway());
        return builder.Services.Select(s => s.ImplementationInstance).OfType<ConfigurationErrors>().Single().All;
    }
}
