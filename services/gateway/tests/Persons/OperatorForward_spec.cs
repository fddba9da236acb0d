namespace Gateway.Tests.Persons;

[Collection(nameof(WithPersons))]
public sealed class A_request_of_a_person_that_is_passed_on(PersonsGateway persons)
{
    [Theory]
    [InlineData("refund-center")]
    [InlineData("payout")]
    [InlineData("accounting")]
    [InlineData("clearing")]
    [InlineData("reconciliation")]
    public async Task Reaches_what_the_service_calls_internal(string service)
    {
        var mark = Guid.CreateVersion7();
        var answer = await persons.Post(
            persons.Anna, $"/operators/{service}/things/{mark}?at=%41+b&at=%e9%97%a8", new { x = 1 });
        Assert.Equal((200, """{"from":"upstream"}"""), (answer.Status, answer.Text));
        var heard = Assert.Single(persons.Gateway.Upstream.All, h => h.Path == $"/internal/things/{mark}");
        Assert.Equal(("POST", """{"x":1}""", true), (heard.Method, heard.Body, heard.IsSigned));
        Assert.Equal("gateway", heard.Headers["X-Platform-Caller"]);
        Assert.Equal(("anna", "persons,desk"), Who(heard));
        Assert.DoesNotContain("Authorization", heard.Headers.Keys);
    }

    /// <summary>Whoever writes such headers does not become another one.</summary>
    [Fact]
    public async Task Says_nothing_of_a_person_but_what_the_gateway_knows()
    {
        var mark = Guid.CreateVersion7();
        var forged = new Dictionary<string, string>
        {
            ["X-Platform-Person"] = mark.ToString(), ["X-Platform-Person-Name"] = "chief",
            ["X-Platform-Roles"] = "persons,chief", ["X-Platform-Caller"] = "payout", ["x-platform-signature"] = "00",
        };
        await persons.Send(HttpMethod.Get, $"/operators/refund-center/{mark}", persons.Bob, null, forged);
        var heard = Assert.Single(persons.Gateway.Upstream.All, h => h.Path == $"/internal/{mark}");
        Assert.Equal(("bob", "persons,desk"), Who(heard));
        Assert.True(heard.IsSigned);

        Assert.Equal("200", await Code("/operators/gateway/audit", persons.Bob));
        Assert.Equal("401 session_missing", await Code("/operators/gateway/audit", null));
        Assert.Equal("401 internal_signature_invalid", await Code("/internal/audit", persons.Bob));

        async Task<string> Code(string path, string? token) =>
            (await persons.Send(HttpMethod.Get, path, token, null, forged)).Code;
    }

    [Fact]
    public async Task Goes_nowhere_without_a_session()
    {
        var mark = Guid.CreateVersion7();
        Assert.Equal("401 session_missing", (await persons.Get(null, $"/operators/refund-center/{mark}")).Code);
        Assert.Equal("401 session_missing", (await persons.Get("x", $"/OPERATORS/refund-center/{mark}")).Code);
        Assert.DoesNotContain(
            persons.Gateway.Upstream.All, h => h.Path.Contains(mark.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("..%2F..%2Fnotify%2Fwechat%2F")]
    [InlineData("..%2f")]
    [InlineData("a/..%2F..%2F")]
    public async Task Does_not_climb_out(string up)
    {
        var mark = Guid.CreateVersion7();
        await persons.Get(persons.Anna, $"/operators/refund-center/{up}{mark}");
        Assert.All(
            persons.Gateway.Upstream.All.Where(h => h.Path.Contains(mark.ToString(), StringComparison.Ordinal)),
            h => Assert.StartsWith("/internal/", h.Path, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("simulators/x")]
    [InlineData("merchants")]
    [InlineData("")]
    public async Task Is_refused_where_nothing_is(string path) =>
        Assert.Equal("404 operator_service_unknown", (await persons.Get(persons.Anna, $"/operators/{path}")).Code);

    [Fact]
    public async Task Is_no_part_of_the_merchants_api()
    {
        var document = await persons.Get(null, "/openapi/v1.json");
        Assert.DoesNotContain("/operators", document.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/admin", document.Text, StringComparison.Ordinal);
    }

    private static (string Name, string Roles) Who(Heard heard) =>
        (heard.Headers["X-Platform-Person-Name"], heard.Headers["X-Platform-Roles"]);
}
