using Accounting.Accounts;

namespace Accounting.Journals;

/// <summary>One kind of journal: when it is posted, and its lines.</summary>
/// <param name="Name">As stored; a word that never changes its meaning.</param>
/// <param name="Source">What it is booked for, and so what it is unique for: <see cref="JournalSource"/>.</param>
/// <param name="When">For the documentation.</param>
/// <param name="Lines">No account stands in two of them.</param>
public sealed record JournalTemplate(string Name, string Source, string When, params TemplateLine[] Lines);

/// <summary>What one account gets: credit positive.</summary>
public sealed record TemplateLine(AccountKind Account, Formula Amount)
{
    public static implicit operator TemplateLine((AccountKind Account, Formula Amount) line) =>
        new(line.Account, line.Amount);
}
