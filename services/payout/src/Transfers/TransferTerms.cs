using System.Diagnostics;
using Contracts;
using Contracts.Payouts;

namespace Payout.Transfers;

/// <summary>What an order says about its transfer; the same for as long as it lives.</summary>
public sealed record TransferTerms(Guid PayoutId, string No, Guid PaymentId, Money Amount, string? Remark)
{
    /// <summary>The trace in which it was ordered (W3C); its calls belong to it.</summary>
    public string? TraceParent { get; init; }

    /// <exception cref="ArgumentException">The order is a bug: no amount, or a number that no bank takes.</exception>
    public static TransferTerms Of(MakePayout order)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (!order.Amount.IsPositive)
            throw new ArgumentException($"{order.PayoutId} is about {order.Amount}.", nameof(order));
        if (order.No.Length != 20 || !char.IsAsciiLetterUpper(order.No[0])
            || !order.No.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c)))
            throw new ArgumentException($"{order.PayoutId} has no number of 20 characters.", nameof(order));
        return new TransferTerms(order.PayoutId, order.No, order.PaymentId, order.Amount, order.Remark)
        {
            TraceParent = Activity.Current?.Id,
        };
    }

    /// <summary>Whether a transfer is about the same.</summary>
    public bool Describe(Transfer transfer) =>
        transfer.No == No && transfer.PaymentId == PaymentId && transfer.Amount == Amount;
}
