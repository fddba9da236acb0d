using Platform.Operators;

namespace Platform.Tests.Operators;

/// <summary>Entries chained by hash, as somebody keeps them who does not trust the database.</summary>
public sealed class A_chain_of_audit_entries
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    private static readonly IReadOnlyList<AuditEntry> Whole = Chain(5);

    [Fact]
    public void Holds_as_it_was_written()
    {
        Assert.Null(AuditChain.Verify(Whole));
        Assert.Null(AuditChain.Verify([]));
        Assert.Null(AuditChain.Verify(Whole.Select(e => AuditView.Of(e).ToEntry())));
    }

    public static TheoryData<string, Func<AuditEntry, AuditEntry>> Changes { get; } = new()
    {
        { "at", e => e with { At = e.At.AddMicroseconds(1) } },
        { "person", e => e with { By = e.By with { PersonId = null } } },
        { "name", e => e with { By = e.By with { Name = "annb" } } },
        { "action", e => e with { What = e.What with { Action = "counter.seu" } } },
        { "subject", e => e with { What = e.What with { Subject = "b" } } },
        { "no reason", e => e with { What = e.What with { Reason = null } } },
        { "detail", e => e with { What = e.What with { Detail = """{"to": 8}""" } } },
        { "moved border", e => e with { What = e.What with { Action = "counter.se", Subject = "ta" } } },
        { "previous hash", e => e with { PreviousHash = Flip(e.PreviousHash) } },
        { "hash", e => e with { Hash = Flip(e.Hash) } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Names_the_row_in_which_something_changed(string what, Func<AuditEntry, AuditEntry> change)
    {
        for (var i = 0; i < Whole.Count; i++)
        {
            var changed = Whole.ToArray();
            changed[i] = change(changed[i]);
            Assert.True(AuditChain.Verify(changed)?.Seq == i + 1, what);
        }
    }

    [Fact]
    public void Names_the_row_behind_one_that_was_written_anew()
    {
        var changed = Whole.ToArray();
        changed[1] = changed[1] with { What = changed[1].What with { Subject = "b" } };
        changed[1] = changed[1] with { Hash = changed[1].ComputeHash() };
        Assert.Equal(new(3, "previous_hash"), AuditChain.Verify(changed));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Names_a_row_that_is_missing(int which) =>
        Assert.Equal(new(which + 1, "missing"), AuditChain.Verify(Whole.Where((_, i) => i != which)));

    /// <summary>An auditor with another program must come to the same hash.</summary>
    [Fact]
    public void Has_a_text_that_is_written_down() => Assert.Equal(
        "1:1\n27:2026-03-02T01:00:00.000000Z\n36:01995c1e-7a00-7000-8000-000000000001\n"
            + "4:anna\n11:counter.set\n1:a\n12:渠道确认\n9:{\"to\": 7}\n",
        Whole[0].CanonicalText());

    [Fact]
    public void Has_a_hash_that_is_written_down() => Assert.Equal(
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
            [.. new byte[32], .. System.Text.Encoding.UTF8.GetBytes(Whole[0].CanonicalText())])),
        Convert.ToHexStringLower(Whole[0].Hash));

    private static List<AuditEntry> Chain(int length)
    {
        var entries = new List<AuditEntry>();
        for (var i = 1; i <= length; i++)
        {
            var entry = new AuditEntry(
                i, At, new(Guid.Parse("01995c1e-7a00-7000-8000-000000000001"), "anna"),
                new("counter.set", "a", "渠道确认", """{"to": 7}"""), i == 1 ? AuditChain.Start.ToArray() : entries[^1].Hash, []);
            entries.Add(entry with { Hash = entry.ComputeHash() });
        }
        return entries;
    }

    private static byte[] Flip(byte[] bytes) => [(byte)(bytes[0] ^ 1), .. bytes[1..]];
}
