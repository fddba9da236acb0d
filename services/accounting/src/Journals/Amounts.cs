namespace Accounting.Journals;

/// <summary>
/// The named amounts a template's lines are made of, in minor units; those that it does not name stay zero.
/// </summary>
public readonly record struct Amounts
{
    /// <summary>What the payer paid.</summary>
    public long Paid { get; init; }

    /// <summary>The fee charged on a capture, or the part of it that goes back with a refund.</summary>
    public long Fee { get; init; }

    /// <summary>What moved between accounts that are not the merchant's.</summary>
    public long Moved { get; init; }

    /// <summary>Of the merchant's held money.</summary>
    public long Held { get; init; }

    /// <summary>Of the pending pocket.</summary>
    public long Pending { get; init; }

    /// <summary>Of the cash pocket.</summary>
    public long Cash { get; init; }

    /// <summary>What the merchant owes us for it.</summary>
    public long Debt { get; init; }

    /// <summary>What is nobody's cost but ours.</summary>
    public long Loss { get; init; }
}
