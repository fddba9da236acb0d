using System.Collections.Frozen;
using Microsoft.Extensions.Options;

namespace Channels.Alipay;

/// <summary>All configured applications; keys are parsed once, when the process starts.</summary>
internal sealed class AlipayMerchants(IOptions<AlipayOptions> options)
{
    private readonly FrozenDictionary<string, AlipayMerchant> byAppId =
        options.Value.Merchants.ToFrozenDictionary(entry => entry.Key, entry => Load(entry.Key, entry.Value));

    public AlipayMerchant? Find(string appId) => byAppId.GetValueOrDefault(appId);

    private static AlipayMerchant Load(string appId, AlipayMerchantOptions own) => new(
        appId,
        RsaKey.FromPrivate(own.PrivateKey),
        [.. own.AlipayPublicKeys.Select(AlipayKey.Read)],
        own.AppCertificate is { } certificate ? CertificateSerial.Of(certificate) : null,
        own.AlipayRootCertificates is { } roots ? CertificateSerial.OfRoots(roots) : null);
}
