using System.Net;

namespace Gateway.Tests.Problems;

/// <summary>A gateway of its own that can be hurt.</summary>
public sealed class A_gateway_in_trouble
{
    [Fact]
    public async Task Says_so_and_shows_nothing_of_its_inside()
    {
        await using var upstream = await Upstream.StartAsync();
        var settings = GatewayFixture.Settings(upstream);
        settings["Gateway:Burst"] = "5";
        settings["Gateway:RequestsPerSecond"] = "1";
        var gateway = await GatewayFixture.With(settings, upstream);
        var (busy, quiet) = (await gateway.OpenMerchant(), await gateway.OpenMerchant());

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => busy.Get("/v1/refunds")));
        Assert.True(answers.Count(a => a.Status is HttpStatusCode.OK) >= 5);
        var limited = answers.First(a => a.Status is not HttpStatusCode.OK);
        Assert.Equal((HttpStatusCode.TooManyRequests, "rate_limited"), (limited.Status, limited.Text("code")));
        Assert.NotNull(limited.Header("Retry-After"));
        Assert.StartsWith("\"route\";r=", limited.Header("RateLimit"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await quiet.Get("/v1/refunds")).Status);

        await gateway.Harness.Database.Execute("ALTER TABLE refunds RENAME TO refunds_away");
        var broken = await quiet.Get("/v1/refunds");
        Assert.Equal((HttpStatusCode.InternalServerError, "internal_error"), (broken.Status, broken.Text("code")));
        Assert.DoesNotContain("refunds_away", broken.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Npgsql", broken.Body, StringComparison.Ordinal);
        await gateway.DisposeAsync();
    }
}
