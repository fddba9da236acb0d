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

    /// <summary>For logs and messages to people; never parsed.</summary>
    public override string ToString() => $"{Minor} {Currency}";

    private long MinorIn(string currency) =>
        Currency == currency ? Minor : throw new InvalidOperationException($"Cannot mix {Currency} with {currency}.");
}
