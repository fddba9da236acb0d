namespace Clearing.Fees;

/// <summary>
/// How much of a payment's fee goes back to the merchant with one refund (S86, architecture §5): the share of
/// everything refunded so far, less what the other parts already have. So the shares add up to the fee exactly when the
/// payment is refunded in full, for any order of parts and whichever of them failed.
/// </summary>
public static class FeeGivenBack
{
    /// <summary>
    /// <c>max(0, round(F·C/P) − Σ fees of the payment's other parts that did not fail)</c>, and never more than the
    /// part itself: a hold cannot be negative, so what is cut off goes to later parts.
    /// </summary>
    /// <param name="payment">What is known of the payment, all in minor units of its currency.</param>
    /// <param name="amount">The part, 0 or more; it is included in <see cref="FeeBasis.Cumulated"/>.</param>
    /// <returns>Minor units, from 0 up to <paramref name="amount"/>.</returns>
    public static long Of(FeeBasis payment, long amount) =>
        Math.Clamp(ShareOf(payment.Fee, payment.Cumulated, payment.Paid) - payment.GivenToOthers, 0, amount);

    /// <summary>fee · cumulated / paid, rounded half up, in whole numbers throughout.</summary>
    internal static long ShareOf(long fee, long cumulated, long paid) =>
        (long)(((Int128)fee * cumulated * 2 + paid) / ((Int128)paid * 2));
}
