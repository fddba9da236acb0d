using Contracts;

namespace Channels.UnionPay;

/// <summary>
/// The only place where UnionPay's words become one of the eight answers: the response codes of ACP 5.1.0 (V1, the
/// official demo and its code list). What is missing here is unknown until somebody has read the manual.
/// </summary>
internal static class UnionPayCodes
{
    public const string Create = "refund";

    /// <summary>The channel's word for "no such file".</summary>
    public const string NoSuchFile = "98";

    /// <summary>The answer to a refund: it is accepted or refused, and never more (V1: 00 is acceptance only).</summary>
    public static ChannelAnswer Created(Message answer)
    {
        var (code, words) = (answer["respCode"], answer["respMsg"] ?? "");
        return code switch
        {
            "00" => new ChannelAnswer.Accepted(answer["queryId"]),

            // 03 timeout, 04 state unknown, 05 taken, ask, 06 busy (may have been taken), 12 repeated: the original is
            // asked for, 70 waits for somebody, 74 debited and perhaps not booked, 83 issuer at work, 99 general error.
            "03" or "04" or "05" or "06" or "12" or "70" or "74" or "83" or "99" => Unknown(code, words),

            "02" or "39" => Refused(Refusal.SameNumberLater),                       // closed; outside its hours
            "10" or "11" or "13" or "14" => Refused(Refusal.Configuration),         // format, signature, field, batch
            "31" or "32" => Refused(Refusal.Configuration),                         // merchant's state and rights
            "38" => Refused(Refusal.Configuration),                                 // risk control: a person calls 95516
            "33" or "64" => Refused(Refusal.Funds),                                 // the day's purchases do not cover it
            "37" => new ChannelAnswer.Throttled(RetryAfter: null),
            "75" => NotBooked(answer),
            "34" => Refused(Refusal.Final),                                         // no such purchase
            _ when IsFinal(code) => Refused(Refusal.Final),
            _ => Unknown(code, words),
        };

        ChannelAnswer.Refused Refused(Refusal kind) => new(kind, code!, words);
    }

    /// <summary>
    /// The answer to a query: first its own code, which says nothing of the refund but that it was never received (34);
    /// then the refund's.
    /// </summary>
    public static ChannelAnswer Asked(ChannelRefund order, Message answer) => answer["respCode"] switch
    {
        "00" => Ended(order, answer, answer["origRespCode"], answer["origRespMsg"] ?? ""),
        "34" => new ChannelAnswer.NeverSeen(),
        "37" => new ChannelAnswer.Throttled(RetryAfter: null),
        var code => Unknown(code, $"the query was refused: {answer["respMsg"]}"),
    };

    /// <summary>Only successes are told unasked (V1); another code in a notice is a reason to ask and no more.</summary>
    public static ChannelAnswer Noticed(Message notice, Money amount, DateTimeOffset? at) =>
        notice["respCode"] is "00" or "A6"
            ? Success(notice["queryId"], amount, at)
            : Unknown(notice["respCode"], "a notice that is no success");

    /// <summary>What became of a refund that the channel has.</summary>
    private static ChannelAnswer Ended(ChannelRefund order, Message answer, string? code, string words) => code switch
    {
        "00" or "A6" => Success(answer["queryId"], order.Amount, ChannelTime.Near(answer["traceTime"], order.NumberedAt)),
        "03" or "04" or "05" => new ChannelAnswer.Accepted(answer["queryId"]),
        "75" => NotBooked(answer),

        // Under this number it has ended: what a create call could mend is final here, because a repetition is a 12.
        "10" or "11" or "13" or "14" or "31" or "32" or "33" or "38" or "39" or "64" =>
            new ChannelAnswer.Refused(Refusal.Final, code, words),
        _ when IsFinal(code) => new ChannelAnswer.Refused(Refusal.Final, code!, words),
        _ => Unknown(code, words),
    };

    /// <summary>
    /// Documented failures of a refund. Left out although they stand in the list: 42 and 70, whose own words ("debited,
    /// but too late"; "waiting for the cardholder") are no certain failure.
    /// </summary>
    private static bool IsFinal(string? code) => code is
        "01"                                                            // failed, see 95516: certain for refunds
        or "30"                                                         // refused, another card
        or "35" or "36"                                                 // the purchase: its state, not matching
        or "40" or "41"                                                 // binding, batch state
        or "60" or "61" or "62" or "63" or "65" or "66" or "67" or "68" or "69"     // issuer, card, identity
        or "71" or "72" or "73"                                         // code, not enrolled, expired
        or "76" or "77" or "78" or "79" or "80";                        // issuer's further refusals

    /// <summary>Money always goes back to the card it came from.</summary>
    private static ChannelAnswer Success(string? queryId, Money amount, DateTimeOffset? at) => queryId is null
        ? new ChannelAnswer.Unknown("a success without its number")
        : new ChannelAnswer.Done(queryId, Destination.Payer, ChargedAmounts.Same(amount)) { At = at };

    private static ChannelAnswer.NeedsOperator NotBooked(Message answer) =>
        new(answer["queryId"], "75: debited, and not booked");

    private static ChannelAnswer.Unknown Unknown(string? code, string words) => new($"{code} {words}".Trim());
}
