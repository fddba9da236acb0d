using Gateway.Persons;
using Gateway.Problems;

namespace Gateway.Tests.Persons;

[Collection(nameof(WithPersons))]
public sealed class A_person_who_signs_in(PersonsGateway persons)
{
    [Fact]
    public async Task Has_a_session_until_it_is_ended()
    {
        var token = await persons.SignIn("anna");
        var me = await persons.Get(token, "/operators/me");
        Assert.Equal(("anna", "persons,desk"), (
            me.Json.GetProperty("name").GetString(),
            string.Join(',', me.Json.GetProperty("roles").EnumerateArray().Select(r => r.GetString()))));

        Assert.Equal("204", (await persons.Post(token, "/operators/sign-out", new { })).Code);
        Assert.Equal("401 session_missing", (await persons.Get(token, "/operators/me")).Code);
        Assert.Equal("200", (await persons.Get(persons.Anna, "/operators/me")).Code);
    }

    /// <summary>Nobody learns who is there.</summary>
    [Fact]
    public async Task Is_refused_in_one_way()
    {
        var wrong = await persons.Try("bob", "not at all his secret");
        var unknown = await persons.Try("nobody", "not at all his secret");
        Assert.Equal("401 sign_in_refused", wrong.Code);
        Assert.Equal(wrong.Text, unknown.Text);
        await persons.SignIn("bob");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData(GatewayFixture.AdminKey)]
    public async Task Needs_the_token_of_a_session(string? token)
    {
        foreach (var path in new[] { "me", "persons", "gateway/proposals", "refund-center/queues", "nothing" })
            Assert.Equal("401 session_missing", (await persons.Get(token, "/operators/" + path)).Code);
    }

    [Theory]
    [InlineData("expires_at")]
    [InlineData("idle_until")]
    public async Task Is_out_when_the_session_has_ended(string end)
    {
        var (_, id, token) = await persons.Person("desk");
        Assert.Equal("200", (await persons.Get(token, "/operators/me")).Code);
        await SetSession(id, end, "now() - interval '1 second'");
        Assert.Equal("401 session_missing", (await persons.Get(token, "/operators/me")).Code);
    }

    [Fact]
    public async Task Stays_in_by_doing_something_but_not_for_ever()
    {
        var (_, id, token) = await persons.Person("desk");
        var sessions =
            $"SELECT idle_until - now() > interval '29 minutes' FROM person_sessions WHERE person_id = '{id}'";
        await SetSession(id, "idle_until", "now() + interval '1 minute'");
        await persons.Get(token, "/operators/me");
        Assert.True(await Database.Scalar<bool>(sessions));

        await SetSession(id, "expires_at", "now() + interval '2 minutes'");
        await persons.Get(token, "/operators/me");
        Assert.False(await Database.Scalar<bool>(sessions));
    }

    [Fact]
    public async Task Is_locked_for_a_time_after_five_wrong_secrets()
    {
        var (name, id, _) = await persons.Person("desk");
        for (var i = 0; i < 5; i++)
            Assert.Equal("401 sign_in_refused", (await persons.Try(name, "a wrong secret")).Code);
        var right = PersonsGateway.SecretOf(name);
        Assert.Equal("401 sign_in_refused", (await persons.Try(name, right)).Code);
        Assert.Equal(1L, await Database.Scalar<long>(
            $"SELECT count(*) FROM audit_log WHERE (action, subject) = ('person.locked', '{name}')"));

        await Database.Execute($"UPDATE persons SET locked_until = now() - interval '1 second' WHERE id = '{id}'");
        Assert.Equal("401 sign_in_refused", (await persons.Try(name, "a wrong secret")).Code);
        await persons.SignIn(name, right);
        Assert.Equal(0, await Database.Scalar<int>($"SELECT wrong_secrets FROM persons WHERE id = '{id}'"));
    }

    [Fact]
    public async Task Has_no_more_tries_by_trying_all_at_once()
    {
        var (name, id, _) = await persons.Person("desk");
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => persons.Try(name, $"a wrong secret {i}")));
        Assert.Equal(5, await Database.Scalar<int>($"SELECT wrong_secrets FROM persons WHERE id = '{id}'"));
        Assert.Equal("401 sign_in_refused", (await persons.Try(name, PersonsGateway.SecretOf(name))).Code);
    }

    [Fact]
    public async Task Sets_no_secret_that_was_one_of_the_last_five()
    {
        var (name, _, token) = await persons.Person("desk");
        var others = Enumerable.Range(1, 5).Select(i => $"another good secret {i}");
        string[] secrets = [PersonsGateway.SecretOf(name), .. others];
        for (var i = 1; i < 5; i++) Assert.Equal("204", await persons.Change(token, secrets[i - 1], secrets[i]));
        foreach (var former in secrets[..5])
            Assert.Equal("422 secret_reused", await persons.Change(token, secrets[4], former));
        Assert.Equal("204", await persons.Change(token, secrets[4], secrets[5]));
        Assert.Equal("204", await persons.Change(token, secrets[5], secrets[0]));
    }

    [Fact]
    public async Task Sets_a_secret_only_by_knowing_the_present_one_and_ends_all_other_sessions()
    {
        var (name, _, token) = await persons.Person("desk");
        var (right, other) = (PersonsGateway.SecretOf(name), await persons.SignIn(name));
        Assert.Equal("403 secret_wrong", await persons.Change(token, "wrong it is", "another good secret"));
        Assert.Equal("422 secret_refused", await persons.Change(token, right, "short"));
        Assert.Equal("204", await persons.Change(token, right, "another good secret"));
        Assert.Equal("401 session_missing", (await persons.Get(other, "/operators/me")).Code);
        Assert.Equal("200", (await persons.Get(token, "/operators/me")).Code);
        Assert.Equal("401 sign_in_refused", (await persons.Try(name, right)).Code);
    }

    [Fact]
    public async Task Leaves_no_secret_and_no_token_in_the_database()
    {
        var (name, _, token) = await persons.Person("desk");
        foreach (var table in new[]
        {
            "persons", "person_secrets", "person_sessions", "proposals", "proposal_acts", "audit_log", "outbox",
        })
            foreach (var secret in new[] { PersonsGateway.SecretOf(name), token })
                Assert.Equal(0L, await Database.Scalar<long>(
                    $"SELECT count(*) FROM {table} t WHERE position('{secret}' in t::text) > 0"));
    }

    [Fact]
    public void Is_told_codes_that_are_written_down() => Assert.All(
        PersonObjections.All, o => Assert.Contains(("gateway", o.Code, o.Status, o.Detail), ServiceCodes.All));

    private Task SetSession(Guid person, string column, string value) =>
        Database.Execute($"UPDATE person_sessions SET {column} = {value} WHERE person_id = '{person}'");

    private Platform.Testing.TestDatabase<GatewayDb> Database => persons.Gateway.Harness.Database;
}

public sealed class A_secret
{
    [Fact]
    public void Is_kept_as_a_slow_hash_with_a_salt_of_its_own()
    {
        var (one, two) = (PersonSecret.Hash("quite a secret", 600_000), PersonSecret.Hash("quite a secret", 600_000));
        Assert.NotEqual(one, two);
        Assert.StartsWith("pbkdf2-sha256$600000$", one, StringComparison.Ordinal);
        Assert.True(PersonSecret.IsRight("quite a secret", one));
        Assert.False(PersonSecret.IsRight("quite a Secret", one));
    }

    /// <summary>RFC 7914 §11: PBKDF2-HMAC-SHA-256 of "Password" with "NaCl", 80,000 rounds: the first bytes.</summary>
    [Fact]
    public void Is_hashed_as_the_standard_says() => Assert.True(PersonSecret.IsRight(
        "Password",
        $"pbkdf2-sha256$80000${Convert.ToBase64String("NaCl"u8)}$" + Convert.ToBase64String(Convert.FromHexString(
            "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"))));

    [Theory]
    [InlineData("elevenchars", false)]
    [InlineData("twelve chars", true)]
    [InlineData("aaaabbbbccccdddd", false)]
    [InlineData("I am Anna and that is it", false)]
    [InlineData("with a\ttab in it", false)]
    public void Is_good_or_not(string secret, bool good) => Assert.Equal(good, PersonSecret.IsGood(secret, "anna"));
}
