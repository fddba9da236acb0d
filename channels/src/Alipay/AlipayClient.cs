using System.Net;

namespace Channels.Alipay;

/// <summary>Calls the gateway and verifies what comes back. Throws nothing.</summary>
internal sealed class AlipayClient(AlipayTransport transport)
{
    public async Task<AlipayReply> Call(AlipayMerchant merchant, ChannelRequest request, CancellationToken ct)
    {
        try
        {
            var raw = await transport.Call(merchant, request, ct);
            // Refusals come with 200 too; any other status is not the gateway speaking.
            if (raw.Status != HttpStatusCode.OK) return new AlipayReply.Silence($"HTTP {(int)raw.Status}");
            var answer = SignedAnswer.Cut(raw.Body, request.Operation);
            return AlipaySigning.Verify(merchant.AlipayKeys, answer.CertificateSn, answer.Node.Span, answer.Sign)
                ? Read(answer.Node.Span)
                : new AlipayReply.Silence(
                    answer.Sign is null ? "the answer is not signed" : "the answer's signature is wrong");
        }
        catch (Exception e)
        {
            return new AlipayReply.Silence($"{e.GetType().Name}: {e.Message}");
        }
    }

    private static AlipayReply Read(ReadOnlySpan<byte> node) =>
        JsonSerializer.Deserialize(node, AlipayJson.Default.AlipayAnswer) is { Code.Length: > 0 } answer
            ? new AlipayReply.Said(answer)
            : new AlipayReply.Silence("the answer has no code");
}

/// <summary>What a call brought.</summary>
internal abstract record AlipayReply
{
    private AlipayReply() { }

    /// <summary>An answer of Alipay itself.</summary>
    public sealed record Said(AlipayAnswer Answer) : AlipayReply;

    /// <summary>Nothing that counts: no answer in time, a broken line, or one that Alipay did not sign.</summary>
    public sealed record Silence(string Reason) : AlipayReply;
}
