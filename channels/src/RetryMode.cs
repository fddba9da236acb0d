namespace Channels;

/// <summary>
/// What may be done, at once, after an answer that leaves the outcome unknown (architecture §8, S36).
/// </summary>
public enum RetryMode
{
    /// <summary>Send the same bytes under the same number, once; then only probes.</summary>
    SameRequest,

    /// <summary>Ask first; send again only when the channel has never seen the number.</summary>
    QueryFirst,

    /// <summary>Never send again; only ask (UnionPay).</summary>
    QueryOnly,

    /// <summary>Neither; files decide (bank files).</summary>
    Never,
}
