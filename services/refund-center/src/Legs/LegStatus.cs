namespace RefundCenter.Legs;

/// <summary>What is known of a leg. Stored by name.</summary>
public enum LegStatus
{
    /// <summary>Opened; no send was claimed.</summary>
    Ready,

    /// <summary>A send was claimed and has no answer yet.</summary>
    Sent,

    /// <summary>
    /// Nobody can say whether the channel has it (M2). The probe plan, a notice, a bill or a person will tell.
    /// </summary>
    Unknown,

    /// <summary>The channel has it and works on it.</summary>
    Accepted,

    /// <summary>The channel says failed and will try again by itself (S29–S32).</summary>
    Provisional,

    /// <summary>Refused for now; the same number is asked for again later.</summary>
    Refused,

    /// <summary>
    /// The channel got the money back from the payer's bank; it is to be sent to our own account (S178).
    /// </summary>
    Abnormal,

    /// <summary>On its way to our own account.</summary>
    Returning,

    /// <summary>The channel, or the absence of any way to ask it, needs a person.</summary>
    NeedsOperator,

    /// <summary>The bank route waits for the payer's name and account (S76).</summary>
    PayeeDataWanted,

    /// <summary>
    /// A definite refusal came, but an earlier send has no answer: a query after the settling time decides.
    /// </summary>
    Dying,

    /// <summary>The payer has the money.</summary>
    Succeeded,

    /// <summary>Certified: nothing reached the payer by it, and nothing will.</summary>
    Dead,

    /// <summary>Dead by certificate, and the channel works on it nevertheless.</summary>
    Revived,

    /// <summary>Paid, and sent back by the payee's bank (S162). Stays dead.</summary>
    Returned,
}
