namespace Channels.Alipay;

/// <summary>One application with its keys loaded.</summary>
/// <param name="AppId">The application; our merchant number at this channel.</param>
/// <param name="Key">Signs our requests.</param>
/// <param name="AlipayKeys">Verify what Alipay says.</param>
/// <param name="AppCertSn">Certificate mode, with <paramref name="RootCertSn"/>; null in key mode.</param>
internal sealed record AlipayMerchant(
    string AppId, RsaKey Key, IReadOnlyList<AlipayKey> AlipayKeys, string? AppCertSn, string? RootCertSn);
