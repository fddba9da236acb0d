namespace Simulators.Misfortunes;

/// <summary>"This shall go wrong", as ordered by a test or the demo. Without a number it may hit anybody.</summary>
/// <param name="Kind">What.</param>
/// <param name="PaymentNo">The channel's payment number whose refunds are hit.</param>
/// <param name="RefundNo">Our refund number that is hit.</param>
/// <param name="Times">How often; 1 when absent, for fates of a refund (abnormal, no notice …) as often as it is
/// asked.</param>
/// <param name="Operation"><c>create</c> (when absent), <c>query</c>, <c>return</c> or <c>any</c>; fates ignore
/// it.</param>
/// <param name="Seconds">For the kinds that are late or slow.</param>
public sealed record MisfortuneOrder(
    MisfortuneKind Kind, string? PaymentNo = null, string? RefundNo = null, int? Times = null, string? Operation = null,
    int? Seconds = null);
