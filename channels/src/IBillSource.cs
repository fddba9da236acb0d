using Contracts;

namespace Channels;

/// <summary>A channel that publishes daily files of what it did (S140).</summary>
public interface IBillSource
{
    /// <summary>The channel's code, for example <c>wechat</c>.</summary>
    string Name { get; }

    /// <summary>The kinds of file of a day, for example trade and fund-flow.</summary>
    IReadOnlyList<string> Kinds { get; }

    /// <summary>
    /// Fetches one file of one day, checks its hash over all of it, and only then hands out its lines as a stream.
    /// </summary>
    Task<BillAnswer> Fetch(string channelMerchant, DateOnly day, string kind, CancellationToken ct);
}

/// <summary>A file, or why there is none yet.</summary>
public abstract record BillAnswer
{
    private BillAnswer() { }

    /// <summary>Complete: hash and totals agree. <paramref name="Lines"/> can be read once.</summary>
    public sealed record File(string Hash, IAsyncEnumerable<BillLine> Lines) : BillAnswer;

    /// <summary>Not there; ask later.</summary>
    /// <param name="Code">The channel's word, or ours when it said nothing.</param>
    /// <param name="SaysNone">
    /// The channel says that there is no such file. Before it is due that is "not yet", long after it "nobody traded".
    /// </param>
    public sealed record NotReady(string Code, bool SaysNone = false) : BillAnswer;

    /// <summary>There, but not to be trusted: wrong hash, wrong totals, unreadable. Nothing of it counts.</summary>
    public sealed record Broken(string Reason) : BillAnswer;
}

/// <summary>One line about a refund or a payment.</summary>
/// <param name="LineNo">1-based line of the file, for people.</param>
/// <param name="Kind">Payment, refund or fee.</param>
/// <param name="ChannelPaymentNo">transaction_id.</param>
/// <param name="No">Our refund number, for refunds.</param>
/// <param name="ChannelNo">The channel's refund number, for refunds.</param>
/// <param name="Amount">Positive; the kind says the direction.</param>
/// <param name="Fee">Fee of the line in the currency's minor unit; negative when it is given back.</param>
/// <param name="Status">The channel's word; in a WeChat trade bill a snapshot that is never corrected.</param>
/// <param name="MovedMoney">True when the file proves that money moved (fund flow), false when it is a snapshot
/// (trade).</param>
public sealed record BillLine(
    int LineNo, BillLineKind Kind, string ChannelPaymentNo, string? No, string? ChannelNo, Money Amount, Money Fee,
    string Status, bool MovedMoney, DateTimeOffset At)
{
    /// <summary>
    /// The fee as printed, in thousandths of the minor unit, where a file is finer than <see cref="Fee"/>.
    /// </summary>
    public long FeeThousandths { get; init; }
}

public enum BillLineKind { Payment, Refund, Fee, Other }
