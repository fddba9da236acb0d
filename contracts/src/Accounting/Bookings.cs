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

/// <summary>
/// The merchant was paid out what it had earned (结算, T+1). A fact from the acquiring system's treasury: taken from the pending pocket,
/// then cash, and what neither can give becomes debt.
/// </summary>
/// <param name="SettlementId">The bank's movement; booked once per id.</param>
public sealed record BookSettlement(Guid SettlementId, Guid MerchantId, Money Amount);

/// <summary>Booked. Answers <see cref="BookSettlement"/>.</summary>
public sealed record SettlementBooked(Guid SettlementId, Guid MerchantId);
