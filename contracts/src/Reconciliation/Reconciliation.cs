using System.Text.Json.Serialization;

namespace Contracts.Reconciliation;

/// <summary>
/// Legs of one channel that changed in the last seconds, many in one message: nobody waits for it, the match is tomorrow's.
/// From refund-center to reconciliation; each leg is repeated until <see cref="LegsConfirmed"/> names it.
/// </summary>
public sealed record LegsChanged(
    [property: JsonConverter(typeof(WholeListConverter<LegChanged>))] IReadOnlyList<LegChanged> Legs);

/// <summary>
/// A leg that reached a channel, as the refund center sees it: our row for the next day's match (S140: only submitted ones enter).
/// </summary>
/// <param name="Version">Of this leg, from 1; a higher one replaces a lower one.</param>
/// <param name="No">Our number at the channel (out_refund_no).</param>
/// <param name="ChannelNo">The channel's number (refund_id), once known.</param>
/// <param name="State"><c>sent</c>, <c>succeeded</c>, <c>dead</c>.</param>
public sealed record LegChanged(
    Guid RefundId,
    int Ordinal,
    int Version,
    string Channel,
    string ChannelMerchant,
    string No,
    string? ChannelNo,
    string ChannelPaymentNo,
    Money Amount,
    string State,
    DateTimeOffset SentAt);

/// <summary>What reconciliation has of the legs that it was told of.</summary>
public sealed record LegsConfirmed(
    [property: JsonConverter(typeof(WholeListConverter<LegConfirmed>))] IReadOnlyList<LegConfirmed> Legs);

/// <summary>Reconciliation has this version, or a higher one.</summary>
public sealed record LegConfirmed(Guid RefundId, int Ordinal, int Version);

/// <summary>What a channel's file says of one of our numbers. From reconciliation to refund-center; repeated until <see cref="BillFactConfirmed"/>.</summary>
/// <param name="FactId">One per (file, number): the business key.</param>
/// <param name="No">Our number at the channel.</param>
/// <param name="ChannelNo">
/// The channel's number of the movement; null when the fact is a silence. Of a channel that numbers payments alone the payment's, with the
/// file's day and perhaps line behind it (<c>…@20260302#7</c>): two movements never have the same.
/// </param>
/// <param name="FileHash">The file it stands in (or, for a silence, the last one of the complete set).</param>
/// <param name="At">The channel's time of the movement, or the end of the last day looked at.</param>
public sealed record BillFact(
    Guid FactId,
    Guid RefundId,
    int Ordinal,
    BillFactKind Kind,
    string Channel,
    string ChannelMerchant,
    string No,
    string? ChannelNo,
    Money Amount,
    DateOnly BillDate,
    string FileHash,
    DateTimeOffset At);

/// <summary>Refund-center knows this fact.</summary>
public sealed record BillFactConfirmed(Guid FactId);

/// <summary>What the file proves.</summary>
[JsonConverter(typeof(WordConverter<BillFactKind>))]
public enum BillFactKind
{
    /// <summary>Money moved: the number stands in a fund-flow file with its amount.</summary>
    Moved,

    /// <summary>Money moved a second time for the same number, under another number of the channel's.</summary>
    MovedTwice,

    /// <summary>Past the channel's last possible day, every complete file that would list it is silent.</summary>
    Silent,
}
