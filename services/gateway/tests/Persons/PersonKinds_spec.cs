namespace Gateway.Tests.Persons;

[Collection(nameof(WithPersons))]
public sealed class What_is_done_to_a_person(PersonsGateway persons)
{
    private static readonly object OfTheDesk = new { roles = PersonsGateway.Desk };

    [Fact]
    public async Task Takes_two_others()
    {
        var name = PersonsGateway.NewName();
        var made = await persons.Propose(persons.Anna, "person.create", name, OfTheDesk);
        var id = made.Json.GetProperty("id").GetGuid();
        Assert.Equal("403 proposal_other_part", (await persons.Approve(persons.Anna, id)).Code);
        Assert.Equal(0L, await Count($"persons WHERE name = '{name}'"));
        Assert.Equal("200", (await persons.Approve(persons.Bob, id)).Code);
        Assert.Equal(1L, await Count($"persons WHERE name = '{name}'"));
    }

    [Fact]
    public async Task Is_for_those_who_look_after_persons()
    {
        var (_, _, token) = await persons.Person("desk");
        var name = PersonsGateway.NewName();
        Assert.Equal("403 role_missing", (await persons.Propose(token, "person.create", name, OfTheDesk)).Code);
    }

    /// <summary>Neither of the two can sign in as the person whom they made.</summary>
    [Fact]
    public async Task Gives_each_of_them_one_part_of_the_first_secret()
    {
        var name = PersonsGateway.NewName();
        var approved = await persons.Both("person.create", name, OfTheDesk);
        var id = approved.Json.GetProperty("result").GetProperty("person").GetGuid();
        var checkers = approved.Json.GetProperty("told_once").GetProperty("secret_part").GetString()!;
        Assert.Equal("404 first_secret_gone", (await persons.Part(persons.Bob, id)).Code);
        var makers = (await persons.Part(persons.Anna, id)).Json.GetProperty("secret_part").GetString()!;
        Assert.Equal("404 first_secret_gone", (await persons.Part(persons.Anna, id)).Code);

        foreach (var part in new[] { makers, checkers, $"{checkers}-{makers}" })
            Assert.Equal("401 sign_in_refused", (await persons.Try(name, part)).Code);
        var token = await persons.SignIn(name, $"{makers}-{checkers}");
        foreach (var path in new[] { "persons", "gateway/proposals", "refund-center/queues" })
            Assert.Equal("403 first_secret", (await persons.Get(token, "/operators/" + path)).Code);
        Assert.Equal("204", await persons.Change(token, $"{makers}-{checkers}", "one of my own, really"));
        Assert.Equal("200", (await persons.Get(token, "/operators/persons")).Code);
        Assert.Equal("401 sign_in_refused", (await persons.Try(name, $"{makers}-{checkers}")).Code);
        foreach (var (table, part) in new[] { ("audit_log", makers), ("audit_log", checkers), ("proposals", checkers) })
            Assert.Equal(0L, await Count($"{table} t WHERE position('{part}' in t::text) > 0"));
    }

    [Fact]
    public async Task Gives_a_first_secret_for_a_few_days_only()
    {
        var name = PersonsGateway.NewName();
        var (id, first) = await persons.FirstSecret(name, await persons.Both("person.create", name, OfTheDesk));
        await persons.Gateway.Harness.Database.Execute(
            $"UPDATE persons SET secret_until = now() - interval '1 s' WHERE id = '{id}'");
        Assert.Equal("401 sign_in_refused", (await persons.Try(name, first)).Code);
    }

    [Fact]
    public async Task Changes_roles_from_the_next_request_on()
    {
        var (name, _, token) = await persons.Person("desk");
        var roles = new[] { "auditor", "desk.chief" };
        Assert.Equal("200", (await persons.Both("person.roles", name, new { roles })).Code);
        await persons.Get(token, $"/operators/refund-center/of/{name}");
        var heard = Assert.Single(persons.Gateway.Upstream.All, h => h.Path == $"/internal/of/{name}");
        Assert.Equal("auditor,desk.chief", heard.Headers["X-Platform-Roles"]);
    }

    [Fact]
    public async Task Ends_a_person_with_all_sessions_at_once()
    {
        var (name, _, token) = await persons.Person("desk");
        Assert.Equal("200", (await persons.Both("person.disable", name, new { })).Code);
        Assert.Equal("401 session_missing", (await persons.Get(token, "/operators/me")).Code);
        Assert.Equal("401 sign_in_refused", (await persons.Try(name, PersonsGateway.SecretOf(name))).Code);
        var reset = await persons.Propose(persons.Anna, "person.reset-secret", name, new { });
        Assert.Equal("409 person_disabled", reset.Code);
        Assert.Equal("409 person_exists", (await persons.Propose(persons.Anna, "person.create", name, OfTheDesk)).Code);
    }

    [Fact]
    public async Task Resets_a_secret_that_was_forgotten()
    {
        var (name, id, token) = await persons.Person("desk");
        for (var i = 0; i < 5; i++) await persons.Try(name, "a wrong secret");
        var (same, first) = await persons.FirstSecret(name, await persons.Both("person.reset-secret", name, new { }));
        Assert.Equal(id, same);
        Assert.Equal("401 session_missing", (await persons.Get(token, "/operators/me")).Code);
        Assert.Equal("401 sign_in_refused", (await persons.Try(name, PersonsGateway.SecretOf(name))).Code);
        var again = await persons.SignIn(name, first);
        Assert.Equal("422 secret_reused", await persons.Change(again, first, PersonsGateway.SecretOf(name)));
    }

    [Theory]
    [InlineData("person.disable", "{}")]
    [InlineData("person.roles", """{"roles":["desk"]}""")]
    public async Task Leaves_two_who_look_after_persons(string kind, string payload)
    {
        var failed = await persons.Both(kind, "bob", JsonDocument.Parse(payload).RootElement);
        Assert.Equal("409 too_few_keepers", failed.Code);
        Assert.Equal("200", (await persons.Get(persons.Bob, "/operators/persons")).Code);
    }

    [Theory]
    [InlineData("person.create", "x", """{"roles":["desk"]}""", "422 person_name_invalid")]
    [InlineData("person.create", "a b", """{"roles":["desk"]}""", "422 person_name_invalid")]
    [InlineData("person.create", "dora", """{"roles":[]}""", "422 person_roles_invalid")]
    [InlineData("person.create", "dora", """{"roles":["desk","desk"]}""", "422 person_roles_invalid")]
    [InlineData("person.create", "dora", """{"roles":["a,b"]}""", "422 person_roles_invalid")]
    [InlineData("person.create", "dora", """{"roles":["desk"],"secret":"x"}""", "422 proposal_payload_invalid")]
    [InlineData("person.create", "anna", """{"roles":["desk"]}""", "409 person_exists")]
    [InlineData("person.roles", "dora", """{"roles":["desk"]}""", "404 person_not_found")]
    [InlineData("person.disable", "Anna", "{}", "404 person_not_found")]
    public async Task Is_refused_when_it_makes_no_sense(string kind, string subject, string payload, string code) =>
        Assert.Equal(
            code, (await persons.Propose(persons.Anna, kind, subject, JsonDocument.Parse(payload).RootElement)).Code);

    [Fact]
    public async Task Stands_in_the_audit_log()
    {
        await persons.Person("desk");
        var check = (await persons.Get(persons.Anna, "/operators/gateway/audit/check")).Json;
        Assert.Equal(JsonValueKind.Null, check.GetProperty("broken").ValueKind);
        Assert.Equal(
            ["person.created admin key", "person.created admin key"],
            (await persons.Get(persons.Anna, "/operators/gateway/audit")).Json.EnumerateArray().Take(2)
                .Select(e => $"{e.GetProperty("action").GetString()} {e.GetProperty("person_name").GetString()}"));
    }

    private Task<long> Count(string from) =>
        persons.Gateway.Harness.Database.Scalar<long>($"SELECT count(*) FROM {from}");
}

public sealed class The_admin_key : IAsyncLifetime
{
    private readonly PersonsGateway persons = new();

    public Task InitializeAsync() => persons.InitializeAsync();

    public Task DisposeAsync() => persons.DisposeAsync();

    [Fact]
    public async Task Makes_two_persons_and_no_third()
    {
        Assert.Equal("409 keepers_exist", (await persons.AskForKeeper("carl")).Code);
        await persons.Gateway.Harness.Database.Execute("UPDATE persons SET disabled_at = now() WHERE name = 'bob'");

        Assert.Equal("401 admin_key_invalid", (await persons.AskForKeeper("carl", "another key")).Code);
        Assert.Equal("401 admin_key_invalid", (await persons.AskForKeeper("carl", persons.Anna)).Code);
        Assert.Equal("422 secret_refused", (await persons.AskForKeeper("carl", secret: "carl's secret it is")).Code);
        Assert.Equal("409 person_exists", (await persons.AskForKeeper("ANNA")).Code);
        var codes = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(async i => (await persons.AskForKeeper($"carl{i}")).Code));
        Assert.Single(codes, c => c == "201");
    }
}
