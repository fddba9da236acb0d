using System.Globalization;
using Contracts;
using Gateway.Problems;

namespace Gateway.Requests;

/// <summary>
/// Reads a JSON object member by member and notes everything that is wrong with it, each error with its pointer.
/// Strict: unknown or repeated members, other types, fractions and exponents are errors; nothing has a default value.
/// </summary>
public sealed class BodyReader
{
    /// <summary>Far above any real payment, far below overflow: 10 billion yuan.</summary>
    public const long LargestAmount = 1_000_000_000_000;

    private const string VisibleAscii = "Visible ASCII characters, at least one.";
    private const string NoControls = "Text without control characters.";
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    private readonly JsonElement root;
    private readonly string at;
    private readonly List<FieldError> errors;
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    private BodyReader(JsonElement root, string at, List<FieldError> errors) =>
        (this.root, this.at, this.errors) = (root, at, errors);

    /// <summary>Parses bytes and reads them with <paramref name="read"/>; a refusal when anything is wrong.</summary>
    public static (T? Value, Refusal? Refusal) Read<T>(HttpContext http, Func<BodyReader, T> read) where T : class
    {
        if (!http.Request.HasJsonContentType()) return (null, new Refusal(ProblemCatalogue.MediaTypeUnsupported));
        try
        {
            using var document = JsonDocument.Parse(http.Body(), Strict);
            if (document.RootElement.ValueKind is not JsonValueKind.Object)
                return (null, Refusal.Invalid("", FieldCodes.Malformed, "The body is a JSON object."));
            var reader = new BodyReader(document.RootElement, "", []);
            var value = read(reader);
            reader.End();
            return reader.errors.Count == 0 ? (value, null) : (null, Refusal.Invalid(reader.errors));
        }
        catch (JsonException e)
        {
            var place = $"Line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.";
            return (null, new Refusal(ProblemCatalogue.BodyMalformed, place));
        }
    }

    /// <summary>Required text of visible ASCII, for numbers and codes.</summary>
    public string Code(string name, int longest) => Text(name, longest, required: true, ascii: true) ?? "";

    public string? OptionalCode(string name, int longest) => Text(name, longest, required: false, ascii: true);

    /// <summary>Text for people; control characters and card numbers are refused.</summary>
    public string? OptionalWords(string name, int longest) =>
        Words(name, Text(name, longest, required: false, ascii: false));

    public string RequiredWords(string name, int longest) =>
        Words(name, Text(name, longest, required: true, ascii: false)) ?? "";

    /// <summary>Required text that may look like anything: goes to the vault and nowhere else.</summary>
    public string Secret(string name, int longest) => Text(name, longest, required: true, ascii: false) ?? "";

    /// <summary>Required, one of these words.</summary>
    public string OneOf(string name, params IReadOnlyList<string> words)
    {
        if (Text(name, 32, required: true, ascii: true) is not { } text) return "";
        return words.Contains(text)
            ? text
            : Wrong(name, FieldCodes.Malformed, $"One of: {string.Join(", ", words)}.", "");
    }

    /// <summary>The same where it may be left out.</summary>
    public string? OptionalOneOf(string name, params IReadOnlyList<string> words)
    {
        if (Text(name, 32, required: false, ascii: true) is not { } text) return null;
        return words.Contains(text)
            ? text
            : Wrong(name, FieldCodes.Malformed, $"One of: {string.Join(", ", words)}.", (string?)null);
    }

    public Guid? OptionalId(string name)
    {
        if (Text(name, 36, required: false, ascii: true) is not { } text) return null;
        return Guid.TryParseExact(text, "D", out var id)
            ? id
            : Wrong<Guid>(name, FieldCodes.Malformed, "An id is a UUID.");
    }

    /// <summary>Required RFC 3339 time with its offset.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (Text(name, 40, required: true, ascii: true) is not { } text) return null;
        var hasOffset = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
        return hasOffset && text.Contains('T')
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)
            ? time.ToUniversalTime()
            : Wrong<DateTimeOffset>(
                name, FieldCodes.Malformed, "A time is RFC 3339 with its offset: 2026-01-31T08:30:00+08:00.");
    }

    /// <summary>Required <c>{"minor":880,"currency":"CNY"}</c>.</summary>
    public Money? Amount(string name, long smallest = 1)
    {
        if (Nested(name, required: true) is not { } amount) return null;
        var (minor, currency) = (amount.Whole("minor", smallest), amount.Currency("currency"));
        amount.End();
        return minor is null || currency is null ? null : new Money(minor.Value, currency);
    }

    /// <summary>An object with members of its own.</summary>
    public BodyReader? Nested(string name, bool required)
    {
        if (Member(name, JsonValueKind.Object, required) is not { } member) return null;
        return new BodyReader(member, $"{at}/{name}", errors);
    }

    /// <summary>
    /// Pairs of text: at most 50, keys to 40 and values to 500 characters, no square brackets in keys, no card numbers.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Metadata(string name)
    {
        if (Nested(name, required: false) is not { } pairs) return null;
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in pairs.root.EnumerateObject())
        {
            var bad = member.Name.AsSpan().ContainsAny('[', ']') || HasControl(member.Name);
            if (bad || member.Name.Length is 0 or > 40)
                pairs.Note(Escape(member.Name), FieldCodes.Malformed, "1 to 40 characters, no square brackets.");
            else if (pairs.OptionalWords(member.Name, 500) is { } value) read[member.Name] = value;
        }
        if (read.Count > 50) Wrong<int>(name, FieldCodes.TooMany, "At most 50 pairs.");
        return read;
    }

    /// <summary>The same list where it may be left out.</summary>
    public IReadOnlyList<string>? OptionalCodes(string name, int longest, int most)
    {
        known.Add(name);
        return root.TryGetProperty(name, out var member) && member.ValueKind is not JsonValueKind.Null
            ? Codes(name, longest, most)
            : null;
    }

    public IReadOnlyList<string> Codes(string name, int longest, int most)
    {
        if (Member(name, JsonValueKind.Array, required: true) is not { } list) return [];
        if (list.GetArrayLength() is 0 || list.GetArrayLength() > most)
            return Wrong(name, FieldCodes.TooMany, $"1 to {most} entries.", Array.Empty<string>());
        var read = new List<string>();
        foreach (var item in list.EnumerateArray())
            if (item.ValueKind is JsonValueKind.String && TryGetText(item, out var text)
                && text.Length > 0 && text.Length <= longest && IsVisible(text))
                read.Add(text);
            else
                Wrong<int>(name, FieldCodes.Malformed, $"Each entry is 1 to {longest} visible ASCII characters.");
        return read;
    }

    /// <summary>An error that the form alone does not show.</summary>
    public void Note(string name, string code, string detail) => Wrong<int>(name, code, detail);

    /// <summary>Members that nobody asked for are errors.</summary>
    public void End()
    {
        foreach (var member in root.EnumerateObject())
            if (!known.Contains(member.Name))
                errors.Add(new($"{at}/{Escape(member.Name)}", FieldCodes.Unknown, "There is no such member."));
    }

    private long? Whole(string name, long smallest)
    {
        if (Member(name, JsonValueKind.Number, required: true) is not { } number) return null;
        // 1.0 and 1e2 are whole too, but no client of a money API should write them.
        var text = number.GetRawText();
        if (text is "-0" || text.AsSpan().ContainsAny('.', 'e', 'E'))
            return Wrong<long>(name, FieldCodes.Malformed, "A whole number, without point or exponent.");
        if (!number.TryGetInt64(out var value) || value > LargestAmount)
        {
            var negative = text[0] == '-';
            return negative
                ? Wrong<long>(name, FieldCodes.NotPositive, $"At least {smallest}.")
                : Wrong<long>(name, FieldCodes.TooLarge, $"At most {LargestAmount}.");
        }
        return value >= smallest ? value : Wrong<long>(name, FieldCodes.NotPositive, $"At least {smallest}.");
    }

    private string? Currency(string name)
    {
        if (Text(name, 3, required: true, ascii: true) is not { } text) return null;
        return Currencies.IsKnown(text)
            ? text
            : Wrong(name, FieldCodes.CurrencyUnknown, "An ISO 4217 code, for example CNY.", (string?)null);
    }

    private string? Words(string name, string? text) =>
        text is not null && CardNumbers.IsIn(text)
            ? Wrong(name, FieldCodes.CardNumber, "Card numbers go only into the payee instrument.", (string?)null)
            : text;

    private string? Text(string name, int longest, bool required, bool ascii)
    {
        if (Member(name, JsonValueKind.String, required) is not { } member) return null;
        if (!TryGetText(member, out var text) || text.Length == 0 || HasControl(text) || (ascii && !IsVisible(text)))
            return Wrong(name, FieldCodes.Malformed, ascii ? VisibleAscii : NoControls, (string?)null);
        return text.Length <= longest
            ? text
            : Wrong(name, FieldCodes.TooLong, $"At most {longest} characters.", (string?)null);
    }

    private JsonElement? Member(string name, JsonValueKind kind, bool required)
    {
        known.Add(name);
        if (!root.TryGetProperty(name, out var member) || (member.ValueKind is JsonValueKind.Null && !required))
        {
            if (required) errors.Add(new($"{at}/{Escape(name)}", FieldCodes.Missing, "Required."));
            return null;
        }
        if (member.ValueKind == kind) return member;
        var needed = $"A JSON {kind.ToString().ToLowerInvariant()} is needed.";
        errors.Add(new($"{at}/{Escape(name)}", FieldCodes.Malformed, needed));
        return null;
    }

    private T? Wrong<T>(string name, string code, string detail) where T : struct
    {
        errors.Add(new($"{at}/{name}", code, detail));
        return null;
    }

    private T Wrong<T>(string name, string code, string detail, T instead)
    {
        errors.Add(new($"{at}/{name}", code, detail));
        return instead;
    }

    private static bool TryGetText(JsonElement member, out string text)
    {
        try
        {
            text = member.GetString()!;
            return true;
        }
        catch (InvalidOperationException)                         // half a surrogate pair
        {
            text = "";
            return false;
        }
    }

    private static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static bool HasControl(string text) => text.Any(char.IsControl);

    private static bool IsVisible(string text) => text.All(c => c is > ' ' and <= '~');
}
