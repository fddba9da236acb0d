using System.ComponentModel.DataAnnotations;

namespace Payout.Payees;

/// <summary>Settings of the vault. Section <c>Vault</c>.</summary>
public sealed record VaultOptions : IValidatableObject
{
    /// <summary>
    /// Keys that wrap the data keys, by id: 32 bytes in Base64, or <c>@path</c> of a file with them. Old ones stay
    /// until every data key was wrapped anew. No default.
    /// </summary>
    public Dictionary<string, string> Keys { get; init; } = [];

    /// <summary>The id of the key that wraps from now on. No default.</summary>
    [Required] public string CurrentKey { get; init; } = "";

    /// <summary>Services that may read payee data in the clear. Default: the adapter's credential alone.</summary>
    public IReadOnlyList<string> Readers { get; init; } = ["payout-adapter"];

    /// <summary>
    /// How long after its month a data key lives; then its payees are gone. Default 400 days, beyond any return.
    /// </summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(400);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Keys.ContainsKey(CurrentKey)) yield return new("It is none of Keys.", [nameof(CurrentKey)]);
        if (KeepFor <= TimeSpan.Zero) yield return new("It must be longer than nothing.", [nameof(KeepFor)]);
        foreach (var (id, text) in Keys)
            if (!WrappingKeys.TryRead(text, out _))
                yield return new($"{id} is not 32 bytes in Base64.", [nameof(Keys)]);
    }

    /// <summary>Says nothing secret.</summary>
    public override string ToString() => $"VaultOptions {{ CurrentKey = {CurrentKey} }}";
}
