namespace Channels.Alipay;

/// <summary>
/// An answer cut into what is signed and the signature. Signed are the bytes of the inner object exactly as they came,
/// so they are cut out and never written anew.
/// </summary>
/// <param name="Node">The inner object.</param>
/// <param name="Sign">Null when the answer is not signed.</param>
/// <param name="CertificateSn">alipay_cert_sn, in certificate mode.</param>
internal sealed record SignedAnswer(ReadOnlyMemory<byte> Node, string? Sign, string? CertificateSn)
{
    /// <summary>What the gateway says when it does not even know the method.</summary>
    private const string GatewayError = "error_response";

    /// <exception cref="JsonException">It is no answer to this method.</exception>
    public static SignedAnswer Cut(ReadOnlyMemory<byte> body, string method)
    {
        var name = $"{method.Replace('.', '_')}_response";
        var reader = new Utf8JsonReader(body.Span);
        var (node, sign, certificate) = (default(Range?), (string?)null, (string?)null);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException("no object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = reader.GetString();
            reader.Read();
            if (member == name || member == GatewayError)
            {
                if (node is not null) throw new JsonException("two answers in one");
                if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("the answer is no object");
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                node = start..(int)reader.BytesConsumed;
            }
            else if (member == "sign") sign = Once(sign, ref reader);
            else if (member == "alipay_cert_sn") certificate = Once(certificate, ref reader);
            else reader.Skip();
        }
        reader.Read();                                     // throws when anything follows the end
        return new SignedAnswer(body[node ?? throw new JsonException($"no {name}")], sign, certificate);
    }

    private static string Once(string? known, ref Utf8JsonReader reader) =>
        known is null && reader.TokenType == JsonTokenType.String
            ? reader.GetString()!
            : throw new JsonException("a member stands twice, or is no text");
}
