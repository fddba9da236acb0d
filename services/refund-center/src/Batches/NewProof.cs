using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace RefundCenter.Batches;

/// <summary>What a person brings as proof: a name with a hash, or the thing itself.</summary>
/// <param name="Name">As the person's own records name it; 1 to 200 characters.</param>
/// <param name="Hash">SHA-256, lower-case hex; may be left out where there is content.</param>
/// <param name="Content">At most 5 MiB; Base64 on the wire.</param>
public sealed record NewProof(
    string Name, [property: JsonPropertyName("sha256")] string? Hash = null, byte[]? Content = null)
{
    public const int ContentAtMost = 5 * 1024 * 1024;

    /// <summary>What the person says of it; compulsory.</summary>
    [JsonIgnore]
    public string Note { get; init; } = "";

    [JsonIgnore]
    public string Sha256 => Hash ?? Convert.ToHexStringLower(SHA256.HashData(Content ?? []));

    [JsonIgnore]
    public bool IsValid => Name.Trim().Length is > 0 and <= 200 && !Name.Any(char.IsControl)
        && (Content, Hash) switch
        {
            (null, null) => false,
            (null, { } hash) => hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower),
            ({ } content, var hash) => content.Length <= ContentAtMost
                && (hash is null || hash == Convert.ToHexStringLower(SHA256.HashData(content))),
        };

    public Proof Of(Guid batchId, int? lineNo, string by, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), BatchId = batchId, LineNo = lineNo, Name = Name.Trim(), Sha256 = Sha256,
        Content = Content, Note = Note, AddedAt = now, AddedBy = by,
    };
}
