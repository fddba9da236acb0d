using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Channels;

/// <summary>A rulebook with the text that it was read from: what is stored, published and hashed.</summary>
public sealed record RulebookDocument(Rulebook Book, string Text)
{
    public string Channel => Book.Channel;

    public int Version => Book.Version;

    /// <summary>SHA-256 of the text in UTF-8, lower-case hex.</summary>
    public string Hash { get; } = HashOf(Text);

    /// <summary>One per channel and version.</summary>
    public Guid Id => new(SHA256.HashData(Encoding.UTF8.GetBytes($"rulebook {Channel} {Version}")).AsSpan(0, 16), true);

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Whatever the order of the rules and the space between them.</summary>
    public bool SaysTheSameAs(string text)
    {
        using var mine = JsonDocument.Parse(Text);
        using var other = JsonDocument.Parse(text);
        return JsonElement.DeepEquals(mine.RootElement, other.RootElement);
    }

    /// <summary>False with all mistakes listed.</summary>
    public static bool TryRead(
        string text, [NotNullWhen(true)] out RulebookDocument? document, out IReadOnlyList<string> errors)
    {
        document = RulebookReader.TryRead(Encoding.UTF8.GetBytes(text), out var book, out errors)
            ? new RulebookDocument(book, text)
            : null;
        return document is not null;
    }

    /// <summary>All that are shipped, and those that are set in their place.</summary>
    /// <param name="files">By channel; a relative path starts at the program's folder.</param>
    /// <exception cref="InvalidDataException">Lists all mistakes of all files.</exception>
    public static IReadOnlyList<RulebookDocument> ReadAll(IReadOnlyDictionary<string, string> files)
    {
        var (documents, mistakes) = (new List<RulebookDocument>(), new List<string>());
        foreach (var channel in RulebookReader.Shipped.Union(files.Keys).Order(StringComparer.Ordinal))
        {
            var path = RulebookReader.PathOf(channel, files);
            if (!TryRead(File.ReadAllText(path), out var document, out var errors))
                mistakes.AddRange(errors.Select(error => $"{path}: {error}"));
            else if (document.Channel != channel)
                mistakes.Add($"{path} is the rulebook of {document.Channel}, not of {channel}");
            else documents.Add(document);
        }
        return mistakes.Count == 0 ? documents : throw new InvalidDataException(string.Join("; ", mistakes));
    }
}
