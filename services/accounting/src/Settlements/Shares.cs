namespace Accounting.Settlements;

/// <summary>
/// Who bears what the payer has: the merchant first, up to the refund's amount less its fee; then the fee that is given
/// back; then we. A function of the sum alone, so that every way to the same movements ends in the same books. It also
/// is the rule for a returned transfer (S162): what the payer keeps of it is the merchant's cost, and the fee is taken
/// again before that.
/// </summary>
public readonly record struct Shares(long Cost, long Fee, long Loss)
{
    public static Shares Of(long atPayerMinor, long amountMinor, long feeGivenBackMinor)
    {
        var fee = Math.Min(feeGivenBackMinor, amountMinor);
        var covered = Math.Min(atPayerMinor, amountMinor);
        var cost = Math.Min(covered, amountMinor - fee);
        return new(cost, covered - cost, atPayerMinor - covered);
    }

    public static Shares operator -(Shares a, Shares b) =>
        new(checked(a.Cost - b.Cost), checked(a.Fee - b.Fee), checked(a.Loss - b.Loss));
}
