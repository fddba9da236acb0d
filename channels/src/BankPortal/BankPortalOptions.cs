namespace Channels.BankPortal;

/// <summary>
/// Settings of the bank's daily file (section <c>BankPortal</c>); what staff carry needs none. A key is PEM text, bare
/// Base64 DER, or <c>@path</c> of a file with either. All mistakes are reported together when the process starts.
/// </summary>
public sealed record BankPortalOptions
{
    /// <summary>Where daily files are fetched, without a trailing slash. Null: none are.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>How long fetching one file may take. Default 1 min.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>PKCS#8 private key that signs our questions.</summary>
    public string PrivateKey { get; init; } = "";

    /// <summary>The bank's public key or certificate, which its files are verified with.</summary>
    public string BankKey { get; init; } = "";

    /// <summary>Says whose settings these are and nothing secret.</summary>
    public override string ToString() => $"BankPortalOptions {{ BaseUrl = {BaseUrl} }}";
}
