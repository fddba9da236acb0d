using Accounting.Accounts;

namespace Accounting.Journals;

/// <summary>One balanced booking, not written yet.</summary>
/// <param name="BusinessAt">When it happened outside, where the command said so; null = when it is booked.</param>
public sealed record Journal(
    JournalTemplate Template, JournalSource Source, DateTimeOffset? BusinessAt, IReadOnlyList<Posting> Postings);

/// <summary>One line: credit positive, minor units, never zero.</summary>
public readonly record struct Posting(Account Account, long AmountMinor);
