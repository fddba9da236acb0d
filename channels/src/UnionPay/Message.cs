using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Channels.UnionPay;

/// <summary>
/// The fields of one message of ACP, sorted by name. A name that stands twice makes the whole message unreadable, so that
/// nobody reads another value than was signed.
/// </summary>
internal sealed class Message
{
    public const string Signature = "signature";
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    private readonly SortedDictionary<string, string> fields = new(StringComparer.Ordinal);

    /// <summary>The value of a field; null when it is absent or empty.</summary>
    public string? this[string name] => fields.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <summary>With one field more, or another value of it.</summary>
    public Message With(string name, string value)
    {
        var copy = new Message();
        foreach (var (key, known) in fields) copy.fields[key] = known;
        copy.fields[name] = value;
        return copy;
    }

    /// <summary>Composes one; an empty value is left out.</summary>
    public static Message Of(params ReadOnlySpan<(string Name, string Value)> pairs)
    {
        var message = new Message();
        foreach (var (name, value) in pairs)
            if (value.Length > 0) message.fields.Add(name, value);
        return message;
    }

    /// <summary>
    /// Reads the text of an answer: <c>k=v&amp;k=v</c>, not URL-encoded. A value may hold <c>=</c> and line ends, and
    /// <c>&amp;</c> within braces; only the first <c>=</c> divides.
    /// </summary>
    public static bool TryParseAnswer(ReadOnlySpan<byte> body, [NotNullWhen(true)] out Message? message) =>
        TryParse(body, SplitOutsideBraces, text => text, out message);

    /// <summary>Reads a URL-encoded form.</summary>
    public static bool TryParseForm(ReadOnlySpan<byte> body, [NotNullWhen(true)] out Message? message) =>
        TryParse(body, text => text.Split('&'), Decode, out message);

    /// <summary>The URL-encoded form, in the order of names: the same fields always give the same bytes.</summary>
    public byte[] ToForm() => Encoding.ASCII.GetBytes(string.Join(
        '&', fields.Select(x => $"{Uri.EscapeDataString(x.Key)}={Uri.EscapeDataString(x.Value)}")));

    /// <summary>What is hashed: all fields but the signature and empty ones.</summary>
    public string ToSign() => string.Join(
        '&', fields.Where(x => x.Key != Signature && x.Value.Length > 0).Select(x => $"{x.Key}={x.Value}"));

    /// <summary>SHA-256 of <see cref="ToSign"/> as lower-case hex text; the signature hashes this text once more.</summary>
    public byte[] Digest() => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(Strict.GetBytes(ToSign()))));

    private static bool TryParse(
        ReadOnlySpan<byte> body, Func<string, IEnumerable<string>> split, Func<string, string> decode,
        [NotNullWhen(true)] out Message? message)
    {
        message = null;
        try
        {
            var read = new Message();
            foreach (var pair in split(Strict.GetString(body)))
            {
                var equals = pair.IndexOf('=', StringComparison.Ordinal);
                if (equals <= 0 || !read.fields.TryAdd(decode(pair[..equals]), decode(pair[(equals + 1)..]))) return false;
            }
            message = read;
            return true;
        }
        catch (ArgumentException)
        {
            return false;                                   // bytes that are no UTF-8
        }
    }

    private static IEnumerable<string> SplitOutsideBraces(string text)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '{') depth++;
            else if (text[i] == '}' && depth > 0) depth--;
            else if (text[i] == '&' && depth == 0)
            {
                yield return text[start..i];
                start = i + 1;
            }
        }
        yield return text[start..];
    }

    /// <summary>Percent-encoded bytes that are no UTF-8 become U+FFFD; the signature then does not fit.</summary>
    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
