using Channels;
using Contracts;
using RefundCenter.Cases;

namespace RefundCenter.Legs;

/// <summary>Which answers count, and for what.</summary>
public sealed partial class Leg
{
    /// <summary>
    /// An answer that does not agree with the leg's amount, currency or number is no answer to it (architecture §5).
    /// </summary>
    private ChannelAnswer Checked(ChannelAnswer answer, LegOutcome outcome)
    {
        var difference = answer switch
        {
            ChannelAnswer.Done done => DifferenceOf(done.No) ?? DifferenceOf(done.Charged),
            ChannelAnswer.Accepted { No: { } no } => DifferenceOf(no),
            ChannelAnswer.NeedsOperator { No: { } no } => DifferenceOf(no),
            ChannelAnswer.Unknown { IsMismatch: true } unknown => unknown.Reason,
            _ => null,
        };
        if (difference is null) return answer;
        outcome.Alarm(CaseKind.Mismatch, $"{No}: {difference}");
        return new ChannelAnswer.Unknown(difference);
    }

    private string? DifferenceOf(string channelNo) =>
        ChannelNo is { } known && known != channelNo ? $"the channel's number is {channelNo} and was {known}" : null;

    private string? DifferenceOf(ChargedAmounts charged)
    {
        if (charged.Payer.Currency != Amount.Currency || charged.Merchant.Currency != Amount.Currency
            || charged.Channel.Currency != Amount.Currency) return "it is in another currency";
        return charged.Merchant != Amount || !IsPart(charged.Payer) || !IsPart(charged.Channel)
            ? $"its amounts are {charged.Merchant}, {charged.Payer}, {charged.Channel}"
            : null;
    }

    private bool IsPart(Money money) => money.Minor >= 0 && money <= Amount;

    /// <summary>
    /// To a send that may have moved money: silence, garbage and throttling leave it unanswered.
    /// </summary>
    private static bool IsItsOwn(ChannelAnswer answer) =>
        answer is not (ChannelAnswer.Unknown or ChannelAnswer.NeverSeen or ChannelAnswer.Throttled);

    private static bool IsNews(ChannelAnswer answer) =>
        IsPositive(answer) || answer is ChannelAnswer.Refused { Kind: Refusal.Final };

    private static bool IsPositive(ChannelAnswer answer) => answer is ChannelAnswer.Done or ChannelAnswer.Accepted
        or ChannelAnswer.FailedProvisional or ChannelAnswer.NeedsOperator;

    private static AnswerSource SourceOf(LegStep step) => step switch
    {
        LegStep.Submit or LegStep.HandOver => AnswerSource.Submit,
        LegStep.Query => AnswerSource.Query,
        _ => AnswerSource.ReturnToMerchant,
    };

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
