namespace Channels.Rules;

/// <summary>What a kind of notice says of the refund that it names.</summary>
public enum NoticeMeaning
{
    /// <summary>The payer has it, unless the notice names another destination.</summary>
    Done,

    /// <summary>It did not happen and will not.</summary>
    Refused,

    /// <summary>It failed for now; the channel itself tries again (S29).</summary>
    Provisional,

    /// <summary>It came back to the channel and waits for a decision (S11: CHANGE).</summary>
    Operator,

    /// <summary>A reason to ask, no more.</summary>
    Hint,
}
