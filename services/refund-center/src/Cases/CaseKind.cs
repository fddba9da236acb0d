namespace RefundCenter.Cases;

/// <summary>What a case is about. None of them stops a fact from being recorded.</summary>
public enum CaseKind
{
    /// <summary>
    /// An answer did not agree with the leg's payment, amount, currency or number, or a bill with its amount or
    /// currency: it does not count. Or a bill names another number of the channel's: it moved, and is not reconciled.
    /// </summary>
    Mismatch,

    /// <summary>A leg paid, or is at work again, after its death certificate.</summary>
    AliveAfterDeath,

    /// <summary>Two legs of one refund paid: our loss, to be recovered.</summary>
    BothPaid,

    /// <summary>The channel moved the money twice for one number: our loss, to be recovered.</summary>
    MovedTwice,

    /// <summary>The channel contradicts a success that it told us.</summary>
    ContradictedSuccess,

    /// <summary>
    /// It was at the payer, and his bank sent it back to our own account: what is to be done next is a person's word.
    /// </summary>
    ReturnedAfterSuccess,

    /// <summary>The channel has never seen a number that it had accepted.</summary>
    Vanished,
}
