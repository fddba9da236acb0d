using System.Globalization;

namespace Gateway.Signing;

/// <summary>
/// One member of a <c>Signature-Input</c> header (RFC 9421 §4.1), read strictly: what is odd is refused, not guessed.
/// </summary>
/// <param name="Label">Ties it to the member of <c>Signature</c>.</param>
/// <param name="Components">Names in their order.</param>
/// <param name="Created">Seconds since 1970.</param>
/// <param name="Parameters">The inner list with its parameters as they stand, for the signature base.</param>
public sealed record SignatureInput(
    string Label, IReadOnlyList<string> Components, long Created, string Nonce, string KeyId, string? Algorithm,
    string Parameters)
{
    private const int LongestNonce = 64;

    /// <summary>Null when the header is not exactly one signature of our profile.</summary>
    public static SignatureInput? Parse(string header)
    {
        var equals = header.IndexOf('=');
        var close = header.IndexOf(')');
        if (equals <= 0 || close < equals || header.Length > 2048 || header[equals + 1] != '(') return null;
        var label = header[..equals];
        if (!label.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-' or '*' or '.'))
            return null;
        return ReadNames(header[(equals + 2)..close]) is { } names && Pairs(header[(close + 1)..]) is { } pairs
            ? From(label, names, pairs, header[(equals + 1)..])
            : null;
    }

    private static SignatureInput? From(string label, List<string> names, Dictionary<string, string> pairs, string text)
    {
        var whole = pairs.TryGetValue("created", out var created)
            && long.TryParse(created, NumberStyles.None, CultureInfo.InvariantCulture, out _);
        if (!whole || Text(pairs, "keyid") is not { } key) return null;
        if (Text(pairs, "nonce") is not { Length: > 0 and <= LongestNonce } nonce) return null;
        if (pairs.ContainsKey("alg") && Text(pairs, "alg") is null) return null;
        return new(
            label, names, long.Parse(created!, CultureInfo.InvariantCulture), nonce, key, Text(pairs, "alg"), text);
    }

    /// <summary>Quoted names, one space between, none twice, no parameters of their own.</summary>
    private static List<string>? ReadNames(string list)
    {
        var names = new List<string>();
        foreach (var item in list.Split(' '))
        {
            if (item.Length < 3 || item[0] != '"' || item[^1] != '"') return null;
            var name = item[1..^1];
            if (name.Contains('"') || names.Contains(name, StringComparer.Ordinal)) return null;
            names.Add(name);
        }
        return names;
    }

    private static Dictionary<string, string>? Pairs(string text)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        if (text.Length == 0 || text[0] != ';') return null;
        foreach (var part in text[1..].Split(';'))
        {
            var equals = part.IndexOf('=');
            if (equals <= 0 || !pairs.TryAdd(part[..equals].TrimStart(' '), part[(equals + 1)..])) return null;
        }
        return pairs;
    }

    private static string? Text(Dictionary<string, string> pairs, string name) =>
        pairs.TryGetValue(name, out var value) && value is ['"', .., '"'] && value.Length > 1
            && !value[1..^1].AsSpan().ContainsAny('"', '\\')
            ? value[1..^1]
            : null;
}
