namespace Reconciliation.Breaks;

/// <summary>
/// What can be wrong between a channel's files and our rows: a closed list. In the database and on the wire the same
/// words in snake_case. Every kind closes by itself when a later file, or a later word of ours, resolves it.
/// </summary>
public enum BreakKind
{
    /// <summary>
    /// A file is there and not to be trusted: hash, totals or form are wrong. Nothing of it counts; it is asked for
    /// again.
    /// </summary>
    FileBroken,

    /// <summary>A file is still not there hours after its time. It is asked for again.</summary>
    FileLate,

    /// <summary>
    /// The file has another amount, or another currency. The owner is told of it and opens a case, and books what the
    /// channel itself answers (S174): a later version of the file may have the right amount.
    /// </summary>
    AmountDiffers,

    /// <summary>The file books our number against another payment.</summary>
    PaymentDiffers,

    /// <summary>Two refunds of the channel's under one number of ours.</summary>
    EffectedTwice,

    /// <summary>Money moved for a leg that had a death certificate.</summary>
    MovedAfterDeath,

    /// <summary>
    /// A refund in the file whose number is none of ours: made at the channel's console, or ours and lost (掉单, S57).
    /// </summary>
    TheirsOnly,

    /// <summary>
    /// Ours succeeded, and no file of its possible days shows the money; or the channel listed it, and past its last
    /// possible day it never moved.
    /// </summary>
    OursOnly,

    /// <summary>A line that we told the owner of is missing in a later version of the file.</summary>
    LineWithdrawn,

    /// <summary>
    /// A fact was told many times and refund-center has not taken it over: it is down, or it forgot the refund and nobody
    /// has told it again.
    /// </summary>
    FactUnheard,
}
