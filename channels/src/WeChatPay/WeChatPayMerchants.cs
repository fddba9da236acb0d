using System.Collections.Frozen;
using Microsoft.Extensions.Options;

namespace Channels.WeChatPay;

/// <summary>All configured merchant numbers; keys are parsed once, when the process starts.</summary>
internal sealed class WeChatPayMerchants
{
    private readonly WeChatPayTransport transport;
    private readonly TimeProvider realTime;
    private readonly string? notifyUrl;
    private readonly FrozenDictionary<string, WeChatPayMerchant> byMchId;

    /// <summary>
    /// Signatures are compared with the channel's clock: real time, whatever the platform's clock says.
    /// </summary>
    public WeChatPayMerchants(IOptions<WeChatPayOptions> options, WeChatPayTransport transport)
        : this(options, transport, TimeProvider.System)
    {
    }

    /// <summary>For tests with recorded messages.</summary>
    internal WeChatPayMerchants(IOptions<WeChatPayOptions> options, WeChatPayTransport transport, TimeProvider realTime)
    {
        (this.transport, this.realTime, notifyUrl) = (transport, realTime, options.Value.NotifyUrl);
        byMchId = options.Value.Merchants.ToFrozenDictionary(entry => entry.Key, entry => Load(entry.Key, entry.Value));
    }

    public WeChatPayMerchant this[string mchId] => byMchId[mchId];

    public WeChatPayMerchant? Find(string mchId) => byMchId.GetValueOrDefault(mchId);

    private WeChatPayMerchant Load(string mchId, WeChatPayMerchantOptions options)
    {
        var signer = new WeChatPaySigner(mchId, options.CertificateSerial, RsaKey.FromPrivate(options.PrivateKey));
        var keys = new PlatformKeys(
            options.PlatformKeys.Select(key => new PlatformKey(key.Key, RsaKey.FromPublic(key.Value))),
            options.ApiV3Key,
            options.DownloadCertificates ? ct => transport.Get(signer, "/v3/certificates", ct) : null, realTime);
        return new WeChatPayMerchant(
            mchId, options.ApiV3Key, signer, new WeChatPayVerifier(keys, realTime),
            notifyUrl?.Replace("{mchid}", mchId, StringComparison.Ordinal), options.FundsAccount);
    }
}
