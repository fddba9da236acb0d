namespace Channels.WeChatPay;

/// <summary>A notice, or why it is none. A refused one is answered with 4xx and <c>{"code":"FAIL"}</c>.</summary>
public abstract record WeChatPayNoticeResult
{
    private WeChatPayNoticeResult() { }

    /// <summary>Genuine; answer 200 or 204 within five seconds, after it was stored.</summary>
    public sealed record Genuine(WeChatPayNotice Notice) : WeChatPayNoticeResult;

    /// <summary>Not to be processed. <paramref name="Detail"/> is for people and holds nothing secret.</summary>
    public sealed record Refused(NoticeRefusal Why, string Detail) : WeChatPayNoticeResult;
}

/// <summary>Why a notice does not count.</summary>
public enum NoticeRefusal
{
    /// <summary>This mchid is not configured.</summary>
    UnknownMerchant,

    /// <summary>Signature missing, stale, a probe, by an unknown key, or wrong.</summary>
    Signature,

    /// <summary>Signed, but not readable JSON, or members are missing.</summary>
    Unreadable,

    /// <summary>Another event than a refund's.</summary>
    NotARefund,

    /// <summary>It does not decrypt with this merchant's key.</summary>
    Undecryptable,

    /// <summary>It belongs to another merchant number than the address it came to.</summary>
    OtherMerchant,
}
