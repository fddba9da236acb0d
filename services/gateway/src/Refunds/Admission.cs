using Contracts;
using Gateway.Payments;
using Gateway.Problems;
using Rulebook = Channels.Rulebook;

namespace Gateway.Refunds;

/// <summary>Where the rules of admission come from. Section <c>Admission</c>.</summary>
public sealed record AdmissionOptions
{
    /// <summary>
    /// Rulebook files by channel code; a relative path starts at the program's folder. Default: the rulebook that comes
    /// with the channel's adapter. Refund-center has the same (<c>RefundCenter:Rulebooks</c>).
    /// </summary>
    public Dictionary<string, string> Rulebooks { get; init; } = [];
}

/// <summary>May this refund be asked for (S33)? Pure; decided under the payment's lock.</summary>
public static class Admission
{
    /// <summary>Null when it may; else the first reason in the catalogue's order.</summary>
    public static Refusal? Refuse(
        Payment payment, Money amount, IReadOnlySet<string> opened, Rulebook? rules, DateTimeOffset now)
    {
        if (!opened.Contains(payment.Channel) || rules is null) return new(ProblemCatalogue.ChannelNotOpened);
        if (amount.Currency != payment.Paid.Currency)
            return new(ProblemCatalogue.CurrencyMismatch, $"The payment is in {payment.Paid.Currency}.")
            {
                Param = "/amount/currency",
            };
        if (now > payment.CapturedAt.AddDays(rules.WindowDays))
            return new(ProblemCatalogue.RefundWindowClosed, $"{rules.WindowDays} days after {payment.CapturedAt:O}.");
        if (payment.Parts >= rules.MaxParts) return new(ProblemCatalogue.TooManyParts, $"At most {rules.MaxParts}.");
        if (amount.Minor < rules.MinAmountMinor)
            return new(ProblemCatalogue.AmountBelowMinimum, $"At least {rules.MinAmountMinor}.")
            {
                Param = "/amount/minor",
            };
        return amount > payment.Refundable
            ? new(
                ProblemCatalogue.AmountExceedsRefundable, $"{payment.Refundable} is left.") { Param = "/amount/minor" }
            : null;
    }
}
