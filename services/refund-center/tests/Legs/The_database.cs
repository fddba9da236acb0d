using Npgsql;
using Platform.Testing;
using RefundCenter.Legs;

namespace RefundCenter.Tests.Legs;

/// <summary>What the database refuses whatever the code says.</summary>
public sealed class The_database
{
    [Fact]
    public Task Has_the_schema_that_the_model_needs() => SchemaSpec.AssertMatchesModel<RefundCenterDb>();

    [Fact]
    public async Task Lets_no_second_leg_live()
    {
        await using var database = await OneLeg();
        Assert.Equal("legs_one_lives", await Refusal(database, """
            INSERT INTO certificates (refund_id, ordinal, kind, evidence, issued_at)
            SELECT refund_id, 1, 'DefiniteCode', '{}', now() FROM legs;
            """ + Copy()));
    }

    [Fact]
    public async Task Lets_no_leg_in_behind_one_without_a_certificate()
    {
        await using var database = await OneLeg();
        Assert.Equal("death_is_certified", await Refusal(database, "UPDATE legs SET died_at = now()"));
        Assert.Equal("former_leg_is_certified", await Refusal(database, $"""
            BEGIN; SET CONSTRAINTS ALL DEFERRED; UPDATE legs SET died_at = now(); {Copy()}; COMMIT
            """));
    }

    [Fact]
    public async Task Lets_a_further_leg_in_behind_a_certificate()
    {
        await using var database = await OneLeg();
        await database.Execute("""
            BEGIN;
            UPDATE legs SET died_at = now();
            INSERT INTO certificates (refund_id, ordinal, kind, evidence, issued_at)
            SELECT refund_id, 1, 'DefiniteCode', '{}', now() FROM legs;
            COMMIT
            """);
        await database.Execute(Copy());
        Assert.Equal(2L, await database.Scalar<long>("SELECT count(*) FROM legs"));
    }

    [Fact]
    public async Task Gives_a_number_to_one_leg_only()
    {
        await using var database = await OneLeg();
        await database.Execute(OtherRefund());
        Assert.Equal("legs_by_no", await Refusal(database,
            Copy("gen_random_uuid()", "(SELECT max(correlation_id::text)::uuid FROM executions)", "1", "no")));
    }

    [Fact]
    public async Task Takes_no_certificate_of_one_person_twice()
    {
        await using var database = await OneLeg();
        Assert.Equal("two_people_are_two", await Refusal(database, """
            INSERT INTO certificates (refund_id, ordinal, kind, evidence, issued_at, maker, checker)
            SELECT refund_id, 1, 'TwoPeople', '{}', now(), 'wang', 'Wang' FROM legs
            """));
    }

    [Fact]
    public async Task Takes_what_a_leg_paid_after_its_death()
    {
        await using var database = await OneLeg();
        await database.Execute("""
            BEGIN;
            UPDATE legs SET died_at = now();
            INSERT INTO certificates (refund_id, ordinal, kind, evidence, issued_at)
            SELECT refund_id, 1, 'DefiniteCode', '{}', now() FROM legs;
            COMMIT
            """);
        Assert.Equal(1, await database.Execute("UPDATE legs SET status = 'Succeeded', by_channel_minor = 880"));
    }

    private static async Task<TestDatabase<RefundCenterDb>> OneLeg()
    {
        var database = await TestDatabase.CreateAsync<RefundCenterDb>();
        await database.Execute(OtherRefund(LegStory.RefundId.ToString()));
        await using var db = database.Open();
        db.Legs.Add(new LegStory().Leg);
        await db.SaveChangesAsync();
        return database;
    }

    private static string OtherRefund(string id = "ffffffff-ffff-7fff-bfff-ffffffffffff") => $"""
        INSERT INTO executions (correlation_id, current_state, stopped_attempt, facts, heard, found_payouts, has_excess, version,
            confirmed_version, repeats, created_at, updated_at)
        VALUES ('{id}', 'Executing', 0, '[]', ARRAY[]::int[], ARRAY[]::int[], false, 0, 0, 0, now(), now())
        """;

    /// <summary>The first leg once more, as the second of its refund unless told otherwise.</summary>
    private static string Copy(
        string id = "gen_random_uuid()", string refund = "refund_id", string ordinal = "2", string? no = null)
    {
        var columns = Columns.Where(c =>
            c is not ("dead_ordinal" or "in_doubt" or "id" or "refund_id" or "ordinal" or "previous_ordinal" or "no" or "died_at"));
        var rest = string.Join(", ", columns);
        return $"""
            INSERT INTO legs (id, refund_id, ordinal, previous_ordinal, no, {rest})
            SELECT {id}, {refund}, {ordinal}, nullif({ordinal} - 1, 0),
            {no ?? $"'{ChannelNo.For(LegStory.RefundId, 2)}'"}, {rest}
            FROM legs WHERE ordinal = 1 LIMIT 1
            """;
    }

    private static readonly string[] Columns = ReadColumns();

    private static string[] ReadColumns()
    {
        using var stream = typeof(RefundCenterDb).Assembly.GetManifestResourceStream(
            "RefundCenter.Migrations.0001_initial.sql")!;
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        var table = text[text.IndexOf("CREATE TABLE legs", StringComparison.Ordinal)..];
        return [.. table[..table.IndexOf(");", StringComparison.Ordinal)].Split('\n').Skip(1)
            .Select(line => line.Trim().Split(' ')[0])
            .Where(word => word.Length > 0 && char.IsAsciiLetterLower(word[0]))];
    }

    private static async Task<string?> Refusal(TestDatabase<RefundCenterDb> database, string sql)
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => database.Execute(sql));
        return refusal.ConstraintName;
    }
}
