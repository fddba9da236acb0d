namespace Channels.UnionPay;

/// <summary>
/// Settings of UnionPay (section <c>UnionPay</c>), full-channel platform ACP 5.1.0. One entry of <see cref="Merchants"/>
/// per merchant number (merId) that we refund for. All mistakes are reported together when the process starts.
/// </summary>
public sealed record UnionPayOptions
{
    /// <summary>The gateway; its test region is <c>https://gateway.test.95516.com</c>.</summary>
    public Uri BaseUrl { get; init; } = new("https://gateway.95516.com");

    /// <summary>The whole address of the file host; test: <c>https://filedownload.test.95516.com/</c>.</summary>
    public Uri FileUrl { get; init; } = new("https://filedownload.95516.com/");

    /// <summary>How long one call may take before its outcome is unknown. Default 10 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long fetching one day's files may take. Default 5 min.</summary>
    public TimeSpan BillTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The largest answer with a day's files, in megabytes as it comes over the line; a larger one is broken. It is held
    /// in memory while its signature is checked. Default 64.
    /// </summary>
    public int BillMegabytes { get; init; } = 64;

    /// <summary>
    /// The largest single file of a day, unpacked, in megabytes: guards against a compressed bomb. Default 2048 (some
    /// three million transactions).
    /// </summary>
    public int UnpackedMegabytes { get; init; } = 2048;

    /// <summary>
    /// Where refund notices shall go (backUrl); <c>{merId}</c> in it becomes the merchant number. Needed as soon as there
    /// is a merchant: the channel refuses a refund without it.
    /// </summary>
    public string? NotifyUrl { get; init; }

    /// <summary>
    /// Roots that UnionPay's certificates must lead to (acp_root): PEM or <c>@file</c>. Nothing else is trusted, neither
    /// what the operating system trusts.
    /// </summary>
    public List<string> TrustedRoots { get; init; } = [];

    /// <summary>Certificates between those and the signing one (acp_middle). Default none.</summary>
    public List<string> IntermediateCertificates { get; init; } = [];

    /// <summary>
    /// Whose certificate it must be: one of the parts of its common name, which are divided by <c>@</c>. Default the
    /// channel's own name.
    /// </summary>
    public string TrustedName { get; init; } = "中国银联股份有限公司";

    /// <summary>By merId.</summary>
    public Dictionary<string, UnionPayMerchantOptions> Merchants { get; init; } = [];
}
