using System.ComponentModel.DataAnnotations;
using Channels.Rules;
using Gateway.Payments;
using Gateway.Problems;
using Rulebook = Channels.Rulebook;

namespace Gateway.Refunds;

/// <summary>Where the rules of admission come from. Section <c>Admission</c>.</summary>
public sealed record AdmissionOptions : IValidatableObject
{
    /// <summary>
    /// Rulebook files by channel code; a relative path starts at the program's folder. Default: the rulebook that comes
    /// with the channel's adapter. Refund-center has the same (<c>RefundCenter:Rulebooks</c>).
    /// </summary>
    public Dictionary<string, string> Rulebooks { get; init; } = [];

    /// <summary>
    /// Our own methods by channel code, before the rulebook's. Default: none. Refund-center has the same
    /// (<c>RefundCenter:Methods</c>).
    /// </summary>
    public Dictionary<string, string[]> Methods { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from ours in Methods
        where ours.Value.Length == 0 || ours.Value.Except(RefundMethods.All).Any()
        select new ValidationResult(
            $"{ours.Key}: one or more of {string.Join(", ", RefundMethods.All)}.", [nameof(Methods)]);
}

/// <summary>May this refund be asked for (S33)? Pure; decided under the payment's lock.</summary>
public static class Admission
{
    /// <summary>Null when it may; else the first reason in the catalogue's order.</summary>
    public static Refusal? Refuse(
        Payment payment, RefundWish wish, IReadOnlySet<string> opened, Rulebook? rules, DateTimeOffset now)
    {
        var amount = wish.Amount;
        if (!opened.Contains(payment.Channel) || rules is null) return new(ProblemCatalogue.ChannelNotOpened);
        if (amount.Currency != payment.Paid.Currency)
            return new(ProblemCatalogue.CurrencyMismatch, $"The payment is in {payment.Paid.Currency}.")
            {
                Param = "/amount/currency",
            };
        var days = DaysToAsk(rules.For(payment.ChannelMerchant));
        if (now > payment.CapturedAt.AddDays(days))
            return new(ProblemCatalogue.RefundWindowClosed, $"{days} days after {payment.CapturedAt:O}.");
        if (NotWhole(payment, wish) is { } why) return new(ProblemCatalogue.ErrorRefundNotWhole, why);
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

    /// <summary>
    /// What is too old for the channel is paid out, where that is a method: it needs no channel (S51, S167).
    /// </summary>
    private static int DaysToAsk(Rulebook rules) => rules.Methods.Contains(RefundMethods.Payout)
        ? Math.Max(rules.WindowDays, rules.PayoutWindowDays)
        : rules.WindowDays;

    /// <summary>An error refund is of the whole payment and of nothing else, before and after it (S142).</summary>
    private static string? NotWhole(Payment payment, RefundWish wish)
    {
        if (wish.Kind is RefundKind.Ordinary)
            return payment.InParts || wish.Amount >= payment.Paid ? null : "An error refund of it was asked for.";
        return payment.Parts == 0 ? null : $"{payment.Parts} other refunds of it moved money or may.";
    }
}
