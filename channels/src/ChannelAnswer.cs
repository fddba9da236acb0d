using Contracts;

namespace Channels;

/// <summary>
/// Everything a channel or bank can tell us of one order, in eight values (architecture §8, S35–S37).
/// <see cref="Unknown"/> is an answer of its own: whatever is not documented is unknown, and unknown is never failed.
/// </summary>
public abstract record ChannelAnswer
{
    private ChannelAnswer() { }

    /// <summary>The money moved. <paramref name="No"/> is the channel's own number of the refund.</summary>
    public sealed record Done(string No, Destination Destination, ChargedAmounts Charged) : ChannelAnswer
    {
        /// <summary>The channel's own time of success, where it tells one (S59); never ours.</summary>
        public DateTimeOffset? At { get; init; }
    }

    /// <summary>Taken over and not finished; <paramref name="No"/> if the channel has already given one.</summary>
    public sealed record Accepted(string? No) : ChannelAnswer
    {
        /// <summary>A part that his bank refused and that is in the payer's balance now (S177); null when none is.</summary>
        public Money? ToPayerBalance { get; init; }
    }

    /// <summary>A documented refusal: nothing moved, and nothing will under this request.</summary>
    public sealed record Refused(Refusal Kind, string Code, string Message) : ChannelAnswer;

    /// <summary>The channel says failed but tries again by itself (BestPay, S29–S32). Never frees the money.</summary>
    public sealed record FailedProvisional(string Code, string Message) : ChannelAnswer;

    /// <summary>
    /// The channel waits for a person's or a program's choice (WeChat ABNORMAL); <paramref name="No"/> names the refund
    /// there.
    /// </summary>
    public sealed record NeedsOperator(string? No, string What) : ChannelAnswer
    {
        /// <summary>
        /// The channel says that it has the money back: that it once left proves no success. Without it the money may well
        /// have moved (UnionPay 75).
        /// </summary>
        public bool HasComeBack { get; init; }
    }

    /// <summary>The channel has never heard of this number (a query's answer).</summary>
    public sealed record NeverSeen : ChannelAnswer;

    /// <summary>
    /// Too many requests. Whether the request was taken is unknown.
    /// </summary>
    public sealed record Throttled(TimeSpan? RetryAfter) : ChannelAnswer;

    /// <summary>Silence, a broken line, a 5xx, garbage, a wrong signature, a mismatch, an unheard-of code.</summary>
    public sealed record Unknown(string Reason) : ChannelAnswer
    {
        /// <summary>A readable answer about another number, payment or amount than the order's: unknown, and an alarm is due.</summary>
        public bool IsMismatch { get; init; }
    }
}

/// <summary>What a refusal means for the number under which it was asked.</summary>
public enum Refusal
{
    /// <summary>Ask again later under the same number.</summary>
    SameNumberLater,

    /// <summary>Money is short at the channel; the same number again once it was topped up (NOT_ENOUGH).</summary>
    Funds,

    /// <summary>Keys, rights or set-up are wrong: alarm, nothing moved; the same number again when mended.</summary>
    Configuration,

    /// <summary>It will never work by this route (USER_ACCOUNT_ABNORMAL, window closed).</summary>
    Final,
}

/// <summary>
/// Where the money arrived. Success is not always "to the payer" (S178, WeChat's user_received_account).
/// </summary>
public enum Destination { Payer, PayerBalance, Merchant }

/// <summary>
/// The three amounts of one refund: what the payer gets, what the merchant is charged and what the channel takes
/// from us. They differ on voucher orders and where a bank keeps a charge.
/// </summary>
public sealed record ChargedAmounts(Money Payer, Money Merchant, Money Channel)
{
    public static ChargedAmounts Same(Money amount) => new(amount, amount, amount);
}
