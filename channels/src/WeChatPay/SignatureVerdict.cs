namespace Channels.WeChatPay;

/// <summary>What became of checking a signature. Only <see cref="Valid"/> lets the content count.</summary>
public enum SignatureVerdict
{
    /// <summary>Signed by WeChat Pay within the last five minutes.</summary>
    Valid,

    /// <summary>One of the four headers is missing or unreadable.</summary>
    Incomplete,

    /// <summary>Five minutes or more away from real time: a replay, or our clock is wrong.</summary>
    Stale,

    /// <summary>WeChat's own test whether we check at all (<c>WECHATPAY/SIGNTEST/</c>): to be refused.</summary>
    Probe,

    /// <summary>No trusted key has this serial.</summary>
    UnknownKey,

    /// <summary>The signature does not belong to this content.</summary>
    Wrong,
}
