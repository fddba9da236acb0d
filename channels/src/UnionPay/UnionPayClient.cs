using System.Net;

namespace Channels.UnionPay;

/// <summary>Calls the gateway and verifies what comes back. Throws nothing.</summary>
internal sealed class UnionPayClient(UnionPayTransport transport, UnionPayVerifier verifier)
{
    public const string TradePath = "/gateway/api/backTransReq.do";
    public const string QueryPath = "/gateway/api/queryTrans.do";

    public async Task<UnionPayReply> Call(string path, byte[] form, CancellationToken ct)
    {
        try
        {
            return Read(await transport.Call(path, form, ct));
        }
        catch (Exception e)
        {
            return new UnionPayReply.Silence($"{e.GetType().Name}: {e.Message}");
        }
    }

    /// <summary>What counts of an answer that came over the line.</summary>
    public UnionPayReply Read(RawAnswer raw)
    {
        if (raw.Status != HttpStatusCode.OK) return new UnionPayReply.Silence($"HTTP {(int)raw.Status}");
        if (!Message.TryParseAnswer(raw.Body, out var message)) return new UnionPayReply.Silence("garbage");
        var verdict = verifier.Verify(message);
        return verdict == SignatureVerdict.Valid
            ? new UnionPayReply.Said(message)
            : new UnionPayReply.Silence($"an answer with signature: {verdict}");
    }
}

/// <summary>What a call brought.</summary>
internal abstract record UnionPayReply
{
    private UnionPayReply() { }

    /// <summary>An answer of UnionPay itself.</summary>
    public sealed record Said(Message Message) : UnionPayReply;

    /// <summary>Nothing that counts: no answer in time, a broken line, or one that UnionPay did not sign.</summary>
    public sealed record Silence(string Reason) : UnionPayReply;
}
