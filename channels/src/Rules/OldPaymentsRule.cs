namespace Channels.Rules;

/// <summary>A tighter rate for refunds of old payments, which they draw on beside the rates of all requests.</summary>
/// <param name="AfterDays">Days after the payment from which it holds.</param>
/// <param name="PerMinute">Refunds per minute and channel merchant.</param>
public sealed record OldPaymentsRule(int AfterDays, int PerMinute);
