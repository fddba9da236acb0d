namespace Contracts.Accounting;

/// <summary>Book a captured payment. From clearing; repeated until answered.</summary>
/// <param name="CapturedAt">The channel's time of the capture, for the journal; null = when it is booked.</param>
public sealed record BookCapture(
    Guid PaymentId, Guid MerchantId, string Channel, Money Paid, Money Fee, DateTimeOffset? CapturedAt = null);

/// <summary>Booked. Answers <see cref="BookCapture"/>.</summary>
public sealed record CaptureBooked(Guid PaymentId);

/// <summary>The merchant put money into its cash pocket (S104, S206). From the acquiring system's treasury to accounting.</summary>
/// <param name="TopUpId">The bank's movement; booked once per id.</param>
public sealed record BookTopUp(Guid TopUpId, Guid MerchantId, Money Amount);

/// <summary>Booked. Answers <see cref="BookTopUp"/>.</summary>
public sealed record TopUpBooked(Guid TopUpId, Guid MerchantId);
