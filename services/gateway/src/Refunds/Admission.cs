using System.ComponentModel.DataAnnotations;
using Contracts;
using Gateway.Payments;
using Gateway.Problems;

namespace Gateway.Refunds;

/// <summary>
/// What a channel's rulebook says that admission needs; a copy. Section <c>Admission:Channels:{code}</c>.
/// </summary>
public sealed record ChannelRules
{
    /// <summary>Partial refunds per payment (S5). Default 50.</summary>
    [Range(1, 1000)] public int MaxParts { get; init; } = 50;

    /// <summary>Days after capture in which a refund may be asked for (S1). Default 365.</summary>
    [Range(1, 3650)] public int WindowDays { get; init; } = 365;
}

/// <summary>The rules of all channels. Section <c>Admission</c>.</summary>
public sealed record AdmissionOptions
{
    /// <summary>By channel code; a channel that is not listed has the defaults.</summary>
    public Dictionary<string, ChannelRules> Channels { get; init; } = new(StringComparer.Ordinal);

    public ChannelRules For(string channel) => Channels.TryGetValue(channel, out var rules) ? rules : new();
}

/// <summary>May this refund be asked for (S33)? Pure; decided under the payment's lock.</summary>
public static class Admission
{
    /// <summary>Null when it may; else the first reason in the catalogue's order.</summary>
    public static Refusal? Refuse(
        Payment payment, Money amount, IReadOnlySet<string> opened, ChannelRules rules, DateTimeOffset now)
    {
        if (!opened.Contains(payment.Channel)) return new(ProblemCatalogue.ChannelNotOpened);
        if (amount.Currency != payment.Paid.Currency)
            return new(ProblemCatalogue.CurrencyMismatch, $"The payment is in {payment.Paid.Currency}.")
            {
                Param = "/amount/currency",
            };
        if (now > payment.CapturedAt.AddDays(rules.WindowDays))
            return new(ProblemCatalogue.RefundWindowClosed, $"{rules.WindowDays} days after {payment.CapturedAt:O}.");
        if (payment.Parts >= rules.MaxParts) return new(ProblemCatalogue.TooManyParts, $"At most {rules.MaxParts}.");
        return amount > payment.Refundable
            ? new(
                ProblemCatalogue.AmountExceedsRefundable, $"{payment.Refundable} is left.") { Param = "/amount/minor" }
            : null;
    }
}
