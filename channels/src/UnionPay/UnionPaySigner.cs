namespace Channels.UnionPay;

/// <summary>Signs requests of one merchant number (signMethod 01, RSA over the SHA-256 text).</summary>
internal sealed class UnionPaySigner(string certId, RsaKey key)
{
    /// <summary>The message with the certificate's number and the signature, which therefore covers the number.</summary>
    public Message Sign(Message message)
    {
        var whole = message.With("certId", certId);
        return whole.With(Message.Signature, Convert.ToBase64String(key.Sign(whole.Digest())));
    }
}
