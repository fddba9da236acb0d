using System.Net;

namespace Channels.WeChatPay;

/// <summary>Calls the channel and verifies what comes back. Throws nothing.</summary>
internal sealed class WeChatPayClient(WeChatPayTransport transport)
{
    public async Task<WeChatPayReply> Call(WeChatPayMerchant merchant, ChannelRequest request, CancellationToken ct)
    {
        try
        {
            var raw = await transport.Call(merchant.Signer, request, ct);
            var verdict = await merchant.Verifier.Verify(raw.Headers, raw.Body, ct);
            return verdict == SignatureVerdict.Valid
                ? new WeChatPayReply.Said(raw.Status, raw.Body, raw.RetryAfter)
                : raw.Status == (int)HttpStatusCode.TooManyRequests
                    ? new WeChatPayReply.Said(raw.Status, [], raw.RetryAfter) // claims nothing: any gateway may say it
                    : new WeChatPayReply.Silence($"HTTP {raw.Status} with signature: {verdict}");
        }
        catch (Exception e)
        {
            return new WeChatPayReply.Silence($"{e.GetType().Name}: {e.Message}");
        }
    }
}

/// <summary>What a call brought.</summary>
internal abstract record WeChatPayReply
{
    private WeChatPayReply() { }

    /// <summary>An answer of WeChat Pay itself.</summary>
    public sealed record Said(int Status, byte[] Body, TimeSpan? RetryAfter) : WeChatPayReply
    {
        /// <summary>The error object, empty when the body is none.</summary>
        public ErrorDocument Error()
        {
            try
            {
                return JsonSerializer.Deserialize(Body, WeChatPayJson.Default.ErrorDocument) ?? NoError;
            }
            catch (JsonException)
            {
                return NoError;
            }
        }

        private static readonly ErrorDocument NoError = new(null, null);
    }

    /// <summary>Nothing that counts: no answer in time, a broken line, or one that WeChat Pay did not sign.</summary>
    public sealed record Silence(string Reason) : WeChatPayReply;
}
