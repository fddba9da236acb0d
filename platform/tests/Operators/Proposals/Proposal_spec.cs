using Npgsql;
using Platform.Hosting;
using Platform.Operators;
using Platform.Tests.Messaging;
using Platform.Tests.Sample;

namespace Platform.Tests.Operators.Proposals;

/// <summary>An operation that takes two persons.</summary>
public sealed class A_proposal : SampleSpec
{
    private const string Why = "the channel says so";
    private static readonly Operator Anna = Desk.Person("anna"), Bob = Desk.Person("bob"), Carl = Desk.Person("carl");

    protected override void Add(PlatformBuilder p) => p.Proposal<SetCounter>();

    [Fact]
    public async Task Is_done_when_another_person_approves_it()
    {
        var (id, counter) = await Made(Anna);
        Assert.Equal(0, await ValueOf(counter));
        var open = Assert.Single((await Sample.Get(Bob, "/internal/proposals")).Json.EnumerateArray());
        Assert.Equal(("anna", "made"), (open.GetProperty("made_by").GetString(), open.GetProperty("last_act").GetString()));
        Assert.Equal(id, open.GetProperty("id").GetGuid());

        var said = await Act(Bob, id, "approve", await Hash(id));

        Assert.Equal(("200", "done", 7L), (said.Code, said.Word("state"), said.Json.GetProperty("result").GetProperty("value").GetInt64()));
        Assert.Equal(7, await ValueOf(counter));
        Assert.Equal("anna, bob", await Sample.Database.Scalar<string>($"SELECT note FROM counters WHERE id = '{counter}'"));
        await Sample.Published<Added>(a => a == new Added(counter, 7));
        Assert.Empty((await Sample.Get(Bob, "/internal/proposals")).Json.EnumerateArray());
        Assert.Equal("409 proposal_closed", (await Act(Carl, id, "approve", await Hash(id))).Code);
        Assert.Equal(["made anna", "approved bob"], await Acts(id));
        Assert.Equal(
            [("proposal.made", "anna", Why), ("proposal.approved", "bob", Why)],
            (await Audit()).Select(e => (e.What.Action, e.By.Name, e.What.Reason!)));
    }

    [Fact]
    public async Task Tells_once_what_is_kept_nowhere()
    {
        var (id, _) = await Made(Anna);
        Assert.Contains("s3cret", (await Act(Bob, id, "approve", await Hash(id))).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", (await Sample.Get(Bob, $"/internal/proposals/{id}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", string.Concat((await Audit()).Select(e => e.What.Detail)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("approve")]
    [InlineData("reject")]
    [InlineData("return")]
    public async Task Is_never_checked_by_who_made_it(string act)
    {
        var (id, counter) = await Made(Anna);
        var everything = Anna with { Roles = ["counters", "admin", "*"] };
        Assert.Equal("403 proposal_other_part", (await Act(everything, id, act, await Hash(id))).Code);
        Assert.Equal(0, await ValueOf(counter));
        Assert.Equal(["made anna"], await Acts(id));
    }

    /// <summary>The known way around: A makes, B returns, C edits, so that C counts as the maker, and A approves.</summary>
    [Fact]
    public async Task Is_never_checked_by_who_ever_wrote_it()
    {
        var (id, counter) = await Made(Anna);
        Assert.Equal("200", (await Act(Bob, id, "return")).Code);
        Assert.Equal("200", (await Edit(Carl, id, 8)).Code);

        Assert.Equal("403 proposal_other_part", (await Act(Anna, id, "approve", await Hash(id))).Code);
        Assert.Equal("403 proposal_other_part", (await Act(Carl, id, "approve", await Hash(id))).Code);
        Assert.Equal("403 proposal_other_part", (await Edit(Bob, id, 9)).Code);
        Assert.Equal("200", (await Act(Bob, id, "approve", await Hash(id))).Code);

        Assert.Equal(8, await ValueOf(counter));
        Assert.Equal("carl, bob", await Sample.Database.Scalar<string>($"SELECT note FROM counters WHERE id = '{counter}'"));
        Assert.Equal(["made anna", "returned bob", "edited carl", "approved bob"], await Acts(id));
    }

    [Fact]
    public async Task Is_not_withdrawn_by_who_checks_it_nor_by_a_stranger()
    {
        var (id, _) = await Made(Anna);
        Assert.Equal("403 proposal_not_yours", (await Act(Bob, id, "withdraw")).Code);
        Assert.Equal("200", (await Act(Anna, id, "withdraw")).Code);
        Assert.Equal("409 proposal_closed", (await Act(Bob, id, "approve", await Hash(id))).Code);
        Assert.Equal("withdrawn", (await Sample.Get(Bob, $"/internal/proposals/{id}")).Word("state"));
    }

    [Fact]
    public async Task Is_approved_as_it_is_or_not_at_all()
    {
        var (id, counter) = await Made(Anna);
        var seen = await Hash(id);
        Assert.Equal("200", (await Edit(Anna, id, 700)).Code);

        Assert.Equal("409 proposal_changed", (await Act(Bob, id, "approve", seen)).Code);
        Assert.Equal("409 proposal_changed", (await Act(Bob, id, "approve")).Code);
        Assert.Equal(0, await ValueOf(counter));
        Assert.Equal("200", (await Act(Bob, id, "approve", await Hash(id))).Code);
        Assert.Equal(700, await ValueOf(counter));
    }

    [Fact]
    public async Task Waits_for_its_authors_when_it_was_returned()
    {
        var (id, _) = await Made(Anna);
        await Act(Bob, id, "return");
        Assert.Equal("409 proposal_returned", (await Act(Bob, id, "approve", await Hash(id))).Code);
        Assert.Equal("409 proposal_returned", (await Act(Carl, id, "return")).Code);
        Assert.Equal("200", (await Act(Bob, id, "reject")).Code);
        Assert.Equal("rejected", (await Sample.Get(Bob, $"/internal/proposals/{id}")).Word("state"));
    }

    [Fact]
    public async Task Fails_without_any_effect_when_what_it_rests_on_has_changed()
    {
        var (id, counter) = await Made(Anna);
        await Sample.Database.Execute($"UPDATE counters SET value = 3 WHERE id = '{counter}'");

        Assert.Equal("409 counter_moved", (await Act(Bob, id, "approve", await Hash(id))).Code);

        var proposal = await Sample.Get(Bob, $"/internal/proposals/{id}");
        Assert.Equal("failed", proposal.Word("state"));
        Assert.Equal("counter_moved", proposal.Json.GetProperty("result").GetProperty("code").GetString());
        Assert.Equal(["made anna", "approved bob"], await Acts(id));
        Assert.Equal(1, await Count($"counters WHERE id = '{counter}' AND value = 3 AND note IS NULL"));
        Assert.Equal("409 proposal_closed", (await Act(Bob, id, "approve", await Hash(id))).Code);
        Assert.Equal(2, (await Audit()).Count);
        Assert.Equal("200", (await Make(Anna, counter, from: 3)).Code);
    }

    [Fact]
    public async Task Stands_alone_about_its_subject()
    {
        var (id, counter) = await Made(Anna);
        var said = await Make(Carl, counter);
        Assert.Equal("409 proposal_open_already", said.Code);
        Assert.Contains(id.ToString(), said.Text, StringComparison.Ordinal);

        var others = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => (await Make(Carl, counter)).Code));
        Assert.All(others, code => Assert.Equal("409 proposal_open_already", code));
        await Act(Bob, id, "reject");
        var again = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => (await Make(Carl, counter)).Code));
        Assert.Single(again, code => code == "200");
    }

    [Fact]
    public async Task Is_done_once_however_many_approve_it_at_once()
    {
        var (id, counter) = await Made(Anna);
        var hash = await Hash(id);
        var codes = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(async i => (await Act(Desk.Person($"b{i}"), id, "approve", hash)).Code));
        Assert.Single(codes, code => code == "200");
        Assert.Equal(7, await ValueOf(counter));
        Assert.Equal(2, (await Acts(id)).Count);
    }

    [Fact]
    public async Task Cannot_be_approved_when_its_time_is_over()
    {
        var (id, counter) = await Made(Anna);
        var hash = await Hash(id);
        await Sample.Database.Execute("UPDATE proposals SET expires_at = expires_at - interval '1 day'");

        Assert.Equal("409 proposal_expired", (await Act(Bob, id, "approve", hash)).Code);
        Assert.Equal("expired", (await Sample.Get(Bob, $"/internal/proposals/{id}")).Word("state"));
        Assert.Empty((await Sample.Get(Bob, "/internal/proposals")).Json.EnumerateArray());
        Assert.Equal("200", (await Make(Bob, counter)).Code);
        Assert.Contains(await Audit(), e => e.What.Action == "proposal.expired");
    }

    [Fact]
    public async Task Is_not_made_of_what_makes_no_sense()
    {
        var counter = await NewCounter();
        Assert.Equal("404 proposal_kind_unknown", (await Make(Anna, counter, kind: "counter.drop")).Code);
        Assert.Equal("403 role_missing", (await Make(Desk.Person("dora", "auditor"), counter)).Code);
        Assert.Equal("403 operator_required", (await Make(null, counter)).Code);
        Assert.Equal("422 reason_invalid", (await Make(Anna, counter, reason: " why ")).Code);
        Assert.Equal("409 counter_moved", (await Make(Anna, counter, from: 1)).Code);
        Assert.Equal("404 counter_not_found", (await Make(Anna, NewId())).Code);
        foreach (var payload in new[]
        {
            "{}", "[]", "null", """{"from":0,"to":"7"}""", """{"from":0,"to":7,"x":1}""", """{"from":0,"to":7,"note":"\u0000"}""",
            """{"from":0,"to":1e999999}""",
        })
            Assert.Equal("422 proposal_payload_invalid", (await Post(Anna, Body(counter.ToString(), payload))).Code);
        foreach (var body in new[]
        {
            "", "x", "[]", "{}", """{"kind":"counter.set"}""", Body("x", "{}").Replace("{\"kind\"", "{\"kind\":\"counter.set\",\"kind\""),
        })
            Assert.Equal("400 body_invalid", (await Post(Anna, body)).Code);
        foreach (var subject in new[] { "", " x", "x\\u0000", new string('x', 201) })
            Assert.Equal("422 proposal_subject_invalid", (await Post(Anna, Body(subject, "{}"))).Code);
        Assert.Equal((0, 0), (await Count("proposals"), await Count("audit_log")));

        static string Body(string subject, string payload) =>
            $$"""{"kind":"counter.set","subject":"{{subject}}","payload":{{payload}},"reason":"{{Why}}"}""";
    }

    [Fact]
    public async Task Is_not_acted_on_without_reason_or_role()
    {
        var (id, _) = await Made(Anna);
        Assert.Equal("422 reason_invalid", (await Sample.Post(Bob, $"/internal/proposals/{id}/reject", new { reason = "no" })).Code);
        Assert.Equal("403 role_missing", (await Act(Desk.Person("dora", "auditor"), id, "reject")).Code);
        Assert.Equal("403 operator_required", (await Act(null, id, "reject")).Code);
        Assert.Equal("404 proposal_not_found", (await Act(Bob, NewId(), "reject")).Code);
        Assert.Equal("400 body_invalid", (await Act(Anna, id, "edit")).Code);
        Assert.Equal(["made anna"], await Acts(id));
    }

    /// <summary>No code of ours is asked: whoever can write to the tables, an administrator too, meets the same rules.</summary>
    [Fact]
    public async Task Keeps_its_rules_against_the_hand_of_an_administrator()
    {
        var (id, _) = await Made(Anna);
        await Act(Bob, id, "return");
        await Edit(Carl, id, 8);

        foreach (var person in new[] { Anna, Carl })
        {
            await IsRefused("23505", $"INSERT INTO proposal_people VALUES ('{id}', '{person.Id}', 'Checker')");
            await IsRefused("23503", Insert(4, "Approved", "Checker", person));
            await IsRefused("23514", Insert(4, "Approved", "Author", person));
        }
        await IsRefused("23514", Insert(4, "Edited", "Checker", Bob));
        await IsRefused("23514", Insert(4, "Blessed", "Checker", Bob));
        await IsRefused("42501", $"UPDATE proposal_people SET part = 'Checker' WHERE person_id = '{Anna.Id}'");
        await IsRefused("42501", $"DELETE FROM proposal_acts WHERE person_id = '{Anna.Id}'");
        await IsRefused("42501", "TRUNCATE proposals CASCADE");
        await IsRefused("23503", $"DELETE FROM proposals WHERE id = '{id}'");

        await IsRefused("23514", $"UPDATE proposals SET state = 'Done' WHERE id = '{id}'");
        for (var no = 1; no <= 4; no++)
            await IsRefused("23503", $"UPDATE proposals SET state = 'Done', approval = {no} WHERE id = '{id}'");
        await IsRefused("23514", $$"""UPDATE proposals SET payload = '{"from": 0, "to": 9}' WHERE id = '{{id}}'""");
        await IsRefused("42501", $"UPDATE proposals SET subject = 'another' WHERE id = '{id}'");

        await Sample.Database.Execute(Insert(4, "Approved", "Checker", Bob));
        await IsRefused("23503", $$"""
            UPDATE proposals SET payload = '{"from": 0, "to": 9}', payload_hash = sha256(convert_to('{"to": 9, "from": 0}', 'UTF8')),
                state = 'Done', approval = 4 WHERE id = '{{id}}'
            """);
        Assert.Equal(1, await Sample.Database.Execute($"UPDATE proposals SET state = 'Done', approval = 4 WHERE id = '{id}'"));
        await IsRefused("42501", $"UPDATE proposals SET state = 'Open', approval = NULL WHERE id = '{id}'");

        string Insert(int no, string act, string part, Operator person) => $"""
            INSERT INTO proposal_acts (proposal_id, no, act, part, person_id, person_name, reason, payload_hash, at)
            SELECT id, {no}, '{act}', '{part}', '{person.Id}', 'x', 'by hand', payload_hash, now() FROM proposals WHERE id = '{id}'
            """;
    }

    private async Task IsRefused(string state, string sql) =>
        Assert.Equal((state, sql), ((await Assert.ThrowsAsync<PostgresException>(() => Sample.Database.Execute(sql))).SqlState, sql));

    private async Task<(Guid Id, Guid Counter)> Made(Operator person)
    {
        var counter = await NewCounter();
        var said = await Make(person, counter);
        Assert.True(said.Code == "200", said.Text);
        return (said.Json.GetProperty("id").GetGuid(), counter);
    }

    private async Task<Guid> NewCounter()
    {
        var counter = NewId();
        await Sample.Database.Execute($"INSERT INTO counters (id, value) VALUES ('{counter}', 0)");
        return counter;
    }

    private Task<Said> Make(Operator? person, Guid counter, string kind = "counter.set", long from = 0, string reason = Why) =>
        Sample.Post(person, "/internal/proposals", new { kind, subject = counter, payload = new { from, to = 7 }, reason });

    private Task<Said> Post(Operator person, string body) => Sample.Post(person, "/internal/proposals", body);

    private Task<Said> Edit(Operator person, Guid id, long to) =>
        Sample.Post(person, $"/internal/proposals/{id}/edit", new { payload = new { from = 0, to }, reason = Why });

    private Task<Said> Act(Operator? person, Guid id, string act, string? hash = null) =>
        Sample.Post(person, $"/internal/proposals/{id}/{act}", new { reason = Why, payload_hash = hash });

    private async Task<string> Hash(Guid id) => (await Sample.Get(Bob, $"/internal/proposals/{id}")).Word("payload_hash");

    private async Task<List<string>> Acts(Guid id) =>
        [.. (await Sample.Get(null, $"/internal/proposals/{id}")).Json.GetProperty("acts").EnumerateArray()
            .Select(a => $"{a.GetProperty("act").GetString()} {a.GetProperty("person_name").GetString()}")];

    private async Task<List<AuditEntry>> Audit()
    {
        var entries = (await Sample.Get(null, "/internal/audit")).Json.Deserialize<List<AuditView>>(OperatorBody.Json)!
            .ConvertAll(v => v.ToEntry());
        Assert.Null(AuditChain.Verify(entries));
        return entries;
    }
}
