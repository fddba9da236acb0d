namespace Channels;

/// <summary>
/// A channel that tells unasked what became of a refund (S10, S19, S28). Notices are never the only trigger: they are
/// lost, repeated and out of order (S39).
/// </summary>
public interface INoticeSource
{
    /// <summary>The channel's code; also the address, <c>/notify/{name}/{channelMerchant}</c>.</summary>
    string Name { get; }

    /// <summary>Reads and verifies one. Throws nothing but the caller's own cancellation.</summary>
    /// <param name="channelMerchant">The merchant number from the address that the notice came to.</param>
    /// <param name="header">Looks a header up; null for an absent one.</param>
    /// <param name="body">The body exactly as received.</param>
    Task<NoticeResult> Read(
        string channelMerchant, Func<string, string?> header, ReadOnlyMemory<byte> body, CancellationToken ct);

    /// <summary>What the channel wants to read when its notice was stored; it does not come again then.</summary>
    NoticeReply Taken { get; }

    /// <summary>What it is answered when its notice does not count.</summary>
    NoticeReply NotTaken(NoticeRefusal why);
}

/// <summary>An answer to a notice, in the channel's own form.</summary>
public sealed record NoticeReply(int Status, string ContentType, string Body);

/// <summary>A notice, or why it is none.</summary>
public abstract record NoticeResult
{
    private NoticeResult() { }

    /// <summary>Genuine; answered within seconds, after it was stored.</summary>
    public sealed record Genuine(ChannelNotice Notice) : NoticeResult;

    /// <summary>Not to be processed. <paramref name="Detail"/> is for people and holds nothing secret.</summary>
    public sealed record Refused(NoticeRefusal Why, string Detail) : NoticeResult;
}

/// <summary>Why a notice does not count.</summary>
public enum NoticeRefusal
{
    /// <summary>This merchant number is not configured.</summary>
    UnknownMerchant,

    /// <summary>Signature missing, stale, a probe, by an unknown key, or wrong.</summary>
    Signature,

    /// <summary>Signed, but not readable, or members are missing.</summary>
    Unreadable,

    /// <summary>Another event than a refund's.</summary>
    NotARefund,

    /// <summary>It does not decrypt with this merchant's key.</summary>
    Undecryptable,

    /// <summary>It belongs to another merchant number than the address it came to.</summary>
    OtherMerchant,

    /// <summary>Genuine, and about a number that we do not know.</summary>
    UnknownRefund,

    /// <summary>Larger than any notice.</summary>
    TooLarge,
}
