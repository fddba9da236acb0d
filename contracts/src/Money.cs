using System.Text.Json.Serialization;

namespace Contracts;

/// <summary>
/// An exact amount in the smallest unit of one currency: 12.34 CNY is <c>new Money(1234, "CNY")</c>.
/// On the wire it has exactly two members, <c>minor</c> and <c>currency</c>; a missing or unknown one is an error.
/// </summary>
[JsonConverter(typeof(MoneyJsonConverter))]
public readonly record struct Money(long Minor, string Currency) : IComparable<Money>
{
    public static Money Zero(string currency) => new(0, currency);

    public bool IsPositive => Minor > 0;
    public bool IsZero => Minor == 0;

    public static Money operator +(Money a, Money b) => new(checked(a.Minor + b.MinorIn(a.Currency)), a.Currency);
    public static Money operator -(Money a, Money b) => new(checked(a.Minor - b.MinorIn(a.Currency)), a.Currency);
    public static Money operator -(Money a) => new(checked(-a.Minor), a.Currency);
    public static bool operator <(Money a, Money b) => a.CompareTo(b) < 0;
    public static bool operator >(Money a, Money b) => a.CompareTo(b) > 0;
    public static bool operator <=(Money a, Money b) => a.CompareTo(b) <= 0;
    public static bool operator >=(Money a, Money b) => a.CompareTo(b) >= 0;

    public static Money Min(Money a, Money b) => a <= b ? a : b;
    public static Money Max(Money a, Money b) => a >= b ? a : b;

    public int CompareTo(Money other) => Minor.CompareTo(other.MinorIn(Currency));

    /// <summary>
    /// Shares this amount in proportion to <paramref name="weights"/>. The shares always add up to this amount:
    /// units lost to rounding towards zero go to the first shares with a weight, so the same input gives the same
    /// shares everywhere.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative, or all are zero.</exception>
    public Money[] Allocate(params ReadOnlySpan<long> weights)
    {
        Int128 total = 0;
        foreach (var weight in weights)
            total += weight >= 0 ? weight : throw new ArgumentOutOfRangeException(nameof(weights));
        if (total == 0) throw new ArgumentOutOfRangeException(nameof(weights));

        var (shares, left) = (new Money[weights.Length], Minor);
        for (var i = 0; i < weights.Length; i++)
        {
            shares[i] = this with { Minor = (long)((Int128)Minor * weights[i] / total) };
            left -= shares[i].Minor;
        }

        var unit = Math.Sign(left);
        for (var i = 0; left != 0; i++)
            if (weights[i] > 0) (shares[i], left) = (shares[i] with { Minor = shares[i].Minor + unit }, left - unit);
        return shares;
    }

    /// <summary>For logs and messages to people; never parsed.</summary>
    public override string ToString() => $"{Minor} {Currency}";

    private long MinorIn(string currency) =>
        Currency == currency ? Minor : throw new InvalidOperationException($"Cannot mix {Currency} with {currency}.");
}
