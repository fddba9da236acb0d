using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Channels.WeChatPay;

/// <summary>All configured merchant numbers; keys are parsed once, when the process starts.</summary>
internal sealed class WeChatPayMerchants
{
    private readonly FrozenDictionary<string, WeChatPayMerchant> byMchId;

    /// <param name="realTime">Null means the system's clock; signatures never follow a virtual one.</param>
    public WeChatPayMerchants(IOptions<WeChatPayOptions> options, WeChatPayTransport transport, TimeProvider? realTime = null)
    {
        var clock = realTime ?? TimeProvider.System;
        byMchId = options.Value.Merchants.ToFrozenDictionary(
            entry => entry.Key, entry => Load(entry.Key, entry.Value, options.Value.NotifyUrl, transport, clock));
    }

    public WeChatPayMerchant? Find(string mchId) => byMchId.GetValueOrDefault(mchId);

    private static WeChatPayMerchant Load(
        string mchId, WeChatPayMerchantOptions options, string? notifyUrl, WeChatPayTransport transport, TimeProvider clock)
    {
        var signer = new WeChatPaySigner(mchId, options.CertificateSerial, RsaKey.FromPrivate(options.PrivateKey));
        PlatformKeys keys = null!;
        WeChatPayVerifier verifier = null!;
        keys = new PlatformKeys(
            options.PlatformKeys.Select(key => new PlatformKey(key.Key, RsaKey.FromPublic(key.Value))),
            options.DownloadCertificates ? Download : null, clock);
        verifier = new WeChatPayVerifier(keys, clock);
        return new WeChatPayMerchant(
            mchId, options.ApiV3Key, signer, verifier, keys,
            notifyUrl?.Replace("{mchid}", mchId, StringComparison.Ordinal), options.FundsAccount);

        async Task<IReadOnlyList<PlatformKey>> Download(CancellationToken ct)
        {
            var answer = await transport.Get(signer, "/v3/certificates", ct);
            if (answer.Status != 200) return [];
            var found = PlatformCertificates.Read(options.ApiV3Key, answer.Body);
            var signedBy = answer.Headers.Serial is { } serial
                ? keys.Known(serial) ?? found.FirstOrDefault(key => key.Serial == serial)?.Key
                : null;
            return signedBy is not null && verifier.Verify(answer.Headers, answer.Body, signedBy) == SignatureVerdict.Valid
                ? found
                : throw new CryptographicException("The list of platform certificates is not signed by any of them.");
        }
    }
}
