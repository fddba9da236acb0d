namespace RefundCenter.Legs;

/// <summary>Why what the desk wants cannot be done to a leg now; the words are codes of docs/errors.md.</summary>
public enum DeskRefusal
{
    /// <summary>It has paid, died or come back.</summary>
    LegEnded,

    /// <summary>A request is under way; its answer, or the end of its lease, comes first.</summary>
    CallUnderWay,

    /// <summary>There is nobody to ask by this method or channel: files and people decide.</summary>
    NobodyToAsk,

    /// <summary>The channel's rulebook forbids sending the same number again (UnionPay, files).</summary>
    ResendForbidden,

    /// <summary>Nothing was ever sent: it goes by itself, or waits for its turn.</summary>
    NothingSent,

    /// <summary>A send was claimed: only a certificate ends it.</summary>
    AlreadyClaimed,

    AlreadySuspended,

    NotSuspended,

    /// <summary>The payout service has it: it is stopped there.</summary>
    AtPayout,

    /// <summary>Maker and checker are one person, or nobody.</summary>
    OnePerson,

    /// <summary>It has not come back to our own account after success, or people have said what follows.</summary>
    NotReturned,

    /// <summary>It is not as it was when it was looked at.</summary>
    LegChanged,

    /// <summary>No method of that name.</summary>
    UnknownMethod,

    /// <summary>We have no means for it at this channel and merchant, or it was tried by it.</summary>
    MethodUnavailable,
}
