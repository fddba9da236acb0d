using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Platform.Operators;
using Platform.Tests.Messaging;

namespace Platform.Tests.Operators;

/// <summary>The audit log of a service, in its database and over HTTP.</summary>
public sealed class An_audit_log : SampleSpec
{
    private static readonly Operator Anna = Desk.Person("安娜", "auditor");

    [Fact]
    public async Task Is_one_line_however_many_write_at_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Append($"s{i}")));

        var check = (await Sample.Get(Anna, "/internal/audit/check")).Json;
        Assert.Equal((40, JsonValueKind.Null), (check.GetProperty("entries").GetInt64(), check.GetProperty("broken").ValueKind));
    }

    [Fact]
    public async Task Is_read_and_verified_by_who_has_nothing_but_its_pages()
    {
        for (var i = 0; i < 3; i++) await Append(i == 1 ? "b" : "a");

        var entries = await Read("");
        Assert.Equal([1L, 2, 3], entries.Select(e => e.Seq));
        Assert.Null(AuditChain.Verify(entries));
        Assert.Equal(("安娜", "counter.set", "渠道已确认"), (entries[0].By.Name, entries[0].What.Action, entries[0].What.Reason));
        Assert.Equal("""{"to": 7, "note": "’<渠道>"}""", entries[0].What.Detail);
        Assert.Equal([3L], (await Read("?after=2")).Select(e => e.Seq));
        Assert.Equal([2L], (await Read("?subject=b")).Select(e => e.Seq));
    }

    [Fact]
    public async Task Says_nothing_of_what_was_rolled_back()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Sample.Run(async unit =>
        {
            await Log.Append(unit.Db, Anna, new("counter.set", "a", "a good reason"), default);
            throw new InvalidOperationException();
        }));
        await Append("b");
        Assert.Equal([(1L, "b")], (await Read("")).Select(e => (e.Seq, e.What.Subject)));
    }

    [Fact]
    public async Task Takes_nothing_outside_a_transaction()
    {
        await using var db = Sample.Database.Open();
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Log.Append(db, Anna, new("counter.set", "a", "a good reason"), default));
    }

    [Theory]
    [InlineData("UPDATE audit_log SET person_name = 'b'")]
    [InlineData("DELETE FROM audit_log")]
    [InlineData("TRUNCATE audit_log")]
    public async Task Is_not_rewritten(string sql)
    {
        await Append("a");
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Sample.Database.Execute(sql));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    /// <summary>Whoever owns the table can take the trigger away; the chain cannot be taken along.</summary>
    [Theory]
    [InlineData("UPDATE audit_log SET detail = '{\"to\": 8}' WHERE seq = 2", 2)]
    [InlineData("UPDATE audit_log SET reason = 'another reason' WHERE seq = 1", 1)]
    [InlineData("DELETE FROM audit_log WHERE seq = 2", 2)]
    [InlineData("UPDATE audit_log SET hash = set_byte(hash, 31, get_byte(hash, 31) # 1) WHERE seq = 3", 3)]
    public async Task Shows_where_somebody_rewrote_it_all_the_same(string sql, long seq)
    {
        for (var i = 0; i < 4; i++) await Append("a");
        await Sample.Database.Execute("ALTER TABLE audit_log DISABLE TRIGGER append_only");
        await Sample.Database.Execute(sql);

        var broken = (await Sample.Get(Anna, "/internal/audit/check")).Json.GetProperty("broken");
        Assert.Equal(seq, broken.GetProperty("seq").GetInt64());
        Assert.Equal(seq, AuditChain.Verify(await Read(""))?.Seq);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/check")]
    public async Task Is_shown_to_nobody_without_a_signature(string path)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(Sample.Address, "/internal/audit" + path));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private AuditLog Log => Sample.Services.GetRequiredService<AuditLog>();

    private Task Append(string subject) => Sample.Run(unit => Log.Append(
        unit.Db, Anna, new("counter.set", subject, "渠道已确认", new { note = "’<渠道>", to = 7 }), default));

    private async Task<List<AuditEntry>> Read(string query) =>
        (await Sample.Get(null, "/internal/audit" + query)).Json.Deserialize<List<AuditView>>(OperatorBody.Json)!
            .ConvertAll(v => v.ToEntry());
}
