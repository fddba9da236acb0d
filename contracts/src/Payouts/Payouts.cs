using System.Text.Json.Serialization;

namespace Contracts.Payouts;

/// <summary>Pay this to the payer's card or account (付款退款, S75, S144). From refund-center to payout; repeated until answered.</summary>
/// <param name="PayoutId">The business key: one per leg.</param>
/// <param name="No">The number the bank sees (EndToEndId), a pure function of refund and leg ordinal.</param>
/// <param name="PaymentId">Whose payee data to take from the vault.</param>
public sealed record MakePayout(
    Guid PayoutId, Guid RefundId, int LegOrdinal, string No, Guid MerchantId, Guid PaymentId, Money Amount, string? Remark);

/// <summary>Do not pay, if no send was claimed yet. Answered by <see cref="PayoutChanged"/>. From refund-center; repeated until answered.</summary>
public sealed record StopPayout(Guid PayoutId);

/// <summary>
/// What is known of the payout now. A higher <paramref name="Version"/> replaces a lower one. Answers <see cref="MakePayout"/> and
/// <see cref="StopPayout"/>; from payout to refund-center, repeated until <see cref="PayoutConfirmed"/>.
/// </summary>
/// <param name="Moved">What left our reserve; zero until booked.</param>
/// <param name="Returned">What the bank sent back of it (S162).</param>
/// <param name="BankReference">The bank's reference of the last movement.</param>
/// <param name="BankTime">The bank's time of the last movement.</param>
public sealed record PayoutChanged(
    Guid PayoutId,
    Guid RefundId,
    int LegOrdinal,
    int Version,
    PayoutStatus Status,
    Money Moved,
    Money Returned,
    string? BankReference,
    DateTimeOffset? BankTime,
    RefundError? Error);

/// <summary>Refund-center has this version, or a higher one.</summary>
public sealed record PayoutConfirmed(Guid PayoutId, int Version);

/// <summary>The life of a payout order, in words.</summary>
[JsonConverter(typeof(WordConverter<PayoutStatus>))]
public enum PayoutStatus
{
    /// <summary>Taken over; nothing sent.</summary>
    Accepted,

    /// <summary>Waits for the payer's name and account (S76).</summary>
    PayeeDataWanted,

    /// <summary>A send was claimed: live, or possibly live.</summary>
    Sent,

    /// <summary>The bank booked it.</summary>
    Succeeded,

    /// <summary>Certainly never paid.</summary>
    Failed,

    /// <summary>Stopped before a send was claimed.</summary>
    Stopped,

    /// <summary>Booked, and later sent back by the payee's bank.</summary>
    Returned,
}
