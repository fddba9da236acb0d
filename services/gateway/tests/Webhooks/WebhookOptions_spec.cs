using Gateway.Webhooks;
using Microsoft.AspNetCore.Builder;
using Platform.Hosting;
using Platform.Testing;

namespace Gateway.Tests.Webhooks;

public sealed class The_settings_of_webhooks
{
    [Theory]
    [InlineData("Production", true)]
    [InlineData("Development", false)]
    public void Do_not_allow_private_targets_in_production(string environment, bool refused)
    {
        var builder = PlatformHost.CreateBuilder(
            ["--environment", environment], "gateway",
            new Dictionary<string, string?> { ["Webhooks:AllowPrivateTargets"] = "true" });

        builder.AddWebhookOptions();

        const string Setting = "Webhooks:AllowPrivateTargets";
        Assert.Equal(refused, Errors(builder).Any(e => e.StartsWith(Setting, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Webhooks:Timeout", "00:02:00")]
    [InlineData("Webhooks:KeepFor", "1.00:00:00")]
    [InlineData("Webhooks:Parallel", "0")]
    public void Are_checked_at_the_start(string name, string value)
    {
        var builder = PlatformHost.CreateBuilder([], "gateway", new Dictionary<string, string?> { [name] = value });

        builder.AddWebhookOptions();

        Assert.Contains(Errors(builder), e => e.StartsWith(name, StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> Errors(WebApplicationBuilder builder) =>
        builder.Services.Select(s => s.ImplementationInstance).OfType<ConfigurationErrors>().Single().All;
}

public sealed class A_gateway_that_leaves_sending_to_another_deployment : IAsyncLifetime
{
    private readonly WebhookFixture gateway = new() { Roles = "api,messages" };

    public Task InitializeAsync() => gateway.InitializeAsync();

    public Task DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Writes_what_is_to_be_delivered_and_sends_nothing()
    {
        var merchant = await gateway.Merchant();
        var endpoint = await gateway.Endpoint(merchant);
        await gateway.ChangedRefund(merchant);
        await Task.Delay(TimeSpan.FromSeconds(1));

        var delivery = await gateway.Delivery(endpoint.Id);
        Assert.Equal((DeliveryState.Pending, 0), (delivery.State, delivery.Tries));
        Assert.Empty(gateway.Receiver.At(endpoint.Path));
    }

    [Fact]
    public Task Has_the_schema_of_its_model() => SchemaSpec.AssertMatchesModel<GatewayDb>();
}
