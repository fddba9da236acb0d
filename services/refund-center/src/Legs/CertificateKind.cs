namespace RefundCenter.Legs;

/// <summary>Why a leg is certainly dead (architecture §8). A query alone is never among them.</summary>
public enum CertificateKind
{
    /// <summary>No send of it was ever claimed, and none will be: it was stopped under its row's lock.</summary>
    NeverSent,

    /// <summary>
    /// (a) A definite code together with an answer of its own to every earlier send, or with a query after that code
    /// and the channel's settling time saying not found or failed.
    /// </summary>
    DefiniteCode,

    /// <summary>
    /// (b) Past the last possible day every complete file that would list it is silent, and such a query agrees.
    /// </summary>
    Silence,

    /// <summary>(c) Two people have found out otherwise.</summary>
    TwoPeople,

    /// <summary>The channel confirmed that the money went to our own account (S178).</summary>
    ReturnedToMerchant,

    /// <summary>The payout service certifies it: certainly never paid.</summary>
    PayoutFailed,

    /// <summary>
    /// A payout was ordered behind it, which needs its certificate, and a restore made us forget both; a query after the
    /// settling time has never seen it.
    /// </summary>
    Overtaken,

    /// <summary>The payee's bank sent the money back after success (S162).</summary>
    PayoutReturned,
}
