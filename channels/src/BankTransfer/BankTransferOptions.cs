namespace Channels.BankTransfer;

/// <summary>
/// Settings of the route <c>bank-file</c> (section <c>BankTransfer</c>): where the bank is, who we are there, and the
/// keys. A key is PEM text, bare Base64 DER, or <c>@path</c> of a file with either. All mistakes are reported together
/// when the process starts.
/// </summary>
public sealed record BankTransferOptions
{
    /// <summary>The bank's address for files, without a trailing slash. No default.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>How long one call may take before its outcome is unknown. Default 20 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>PKCS#8 private key that signs our files.</summary>
    public string PrivateKey { get; init; } = "";

    /// <summary>The bank's public key or certificate, which its answers are verified with.</summary>
    public string BankKey { get; init; } = "";

    /// <summary>Our name, as the account has it; at most 140 characters.</summary>
    public string DebtorName { get; init; } = "";

    /// <summary>The reserve account that pays (<c>bank:reserve</c> in the ledger).</summary>
    public string DebtorAccount { get; init; } = "";

    /// <summary>12-digit CNAPS code of the branch that keeps the account.</summary>
    public string DebtorBankCode { get; init; } = "";

    /// <summary>
    /// From this amount on, in fen, the high-value system carries the transfer (URGP), below it BEPS (NURG). Default 1
    /// million yuan.
    /// </summary>
    public long UrgentFromMinor { get; init; } = 100_000_000;

    /// <summary>Says whose settings these are and nothing secret.</summary>
    public override string ToString() => $"BankTransferOptions {{ BaseUrl = {BaseUrl} }}";
}
