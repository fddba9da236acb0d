using Contracts;
using Contracts.Payments;
using RefundCenter.Rulebooks;

namespace RefundCenter.Legs;

/// <summary>What a leg is opened with.</summary>
/// <param name="MayHaveBeenSent">
/// The database was restored from a copy, and this leg may have been opened and sent after the copy was taken: it is
/// asked for before anything is sent, and no certificate may rest on the answers to the sends that we remember.
/// </param>
public sealed record LegOrder(
    Guid RefundId, int Ordinal, int Attempt, string Method, PaymentFacts Payment, Money Amount, string? Reason,
    bool MayHaveBeenSent, string? TraceParent = null)
{
    /// <summary>
    /// When gateway ordered the attempt, the same after a restore: it becomes the time of the leg's number. Null from an
    /// older gateway.
    /// </summary>
    public DateTimeOffset? OrderedAt { get; init; }

    /// <summary>Of the rulebook in force: the leg lives by it.</summary>
    public int? RulebookVersion { get; init; }

    /// <summary>When it is sent to its channel; null is at once. What may have been sent already is asked for at once.</summary>
    public FirstSend? FirstSend { get; init; }
}
