using Contracts;

namespace Channels.BestPay;

/// <summary>
/// The only place where BestPay's words become one of the eight answers. The channel publishes no list of codes: what
/// stands neither here nor among the contract's (<see cref="BestPayOptions.ContractCodes"/>) is unknown.
/// </summary>
internal static class BestPayCodes
{
    public const string Create = "create-refund";
    public const string Ask = "query-refund";

    /// <summary>The channel refunded this before: perhaps this very number, so only a query tells.</summary>
    private const string Already = "REFUND_ALREADY";

    /// <summary>Codes that no contract can give another meaning.</summary>
    public static bool IsListed(string code) => code is Already or "API100001" or "API500009";

    /// <summary>
    /// An error code. A refused <em>query</em> says nothing about the refund, so it never becomes a refusal.
    /// </summary>
    public static ChannelAnswer Error(
        string operation, AnswerDocument said, IReadOnlyDictionary<string, BestPayMeaning> contract)
    {
        var code = said.ErrorCode ?? "";
        return (operation, MeaningOf(code, contract)) switch
        {
            (Create, BestPayMeaning.Final) => Refused(Refusal.Final),
            (Create, BestPayMeaning.Funds) => Refused(Refusal.Funds),
            (Create, BestPayMeaning.Configuration) => Refused(Refusal.Configuration),
            (Create, BestPayMeaning.SameNumberLater) => Refused(Refusal.SameNumberLater),
            (Ask, BestPayMeaning.NotFound) => new ChannelAnswer.NeverSeen(),
            _ => new ChannelAnswer.Unknown($"{operation}: {code} {said.ErrorMsg}".TrimEnd()),
        };

        ChannelAnswer Refused(Refusal kind) => new ChannelAnswer.Refused(kind, code, said.ErrorMsg ?? "");
    }

    /// <summary>
    /// A refund object, already compared with the order. Creation only says accepted or not (S26), whatever word it
    /// uses; a failure, wherever it is told, is provisional (S29–S32) and never a refusal.
    /// </summary>
    public static ChannelAnswer Status(string operation, RefundDocument refund, Money amount) =>
        (operation, refund.TradeStatus) switch
        {
            (Create, "SUCCESS") => new ChannelAnswer.Accepted(refund.TradeNo),
            (_, "ACCEPT" or "ACCEPTED") => new ChannelAnswer.Accepted(refund.TradeNo),
            (_, "SUCCESS") => Done(refund, amount),
            (_, "FAIL") => new ChannelAnswer.FailedProvisional("FAIL", refund.TradeResultDesc ?? ""),
            var (_, word) => new ChannelAnswer.Unknown($"{operation}: tradeStatus {word}"),
        };

    private static BestPayMeaning? MeaningOf(string code, IReadOnlyDictionary<string, BestPayMeaning> contract) =>
        code switch
        {
            Already => null,
            "API100001" or "API500009" => BestPayMeaning.Configuration,           // signature; envelope
            _ => contract.TryGetValue(code, out var meaning) ? meaning : null,
        };

    private static ChannelAnswer Done(RefundDocument refund, Money amount) =>
        refund.TradeNo is { Length: > 0 } no
            ? new ChannelAnswer.Done(no, Destination.Payer, ChargedAmounts.Same(amount))
            {
                At = BeijingTime.Parse(refund.RefundFinishedDate),
            }
            : new ChannelAnswer.Unknown("SUCCESS without the channel's number");
}
