namespace Gateway.Restores;

/// <summary>
/// The next page of what is repeated to a restored service. Internal: each page is a transaction of its own.
/// </summary>
/// <param name="AfterPayment">Payments up to this id are done; null when all are.</param>
/// <param name="AfterRefund">Refunds up to this id are done; null when all are.</param>
public sealed record RestoreRepeats(string Service, DateTimeOffset Since, Guid? AfterPayment, Guid? AfterRefund);
