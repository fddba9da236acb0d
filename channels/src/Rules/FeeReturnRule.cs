namespace Channels.Rules;

/// <summary>Whether the channel gives its fee back (S48–S49); a merchant's contract may say otherwise.</summary>
/// <param name="Default">For every product that is not named.</param>
/// <param name="Exceptions">By product, in the channel's words.</param>
public sealed record FeeReturnRule(FeeReturn Default, IReadOnlyDictionary<string, FeeReturn> Exceptions)
{
    public FeeReturn Of(string? product) =>
        product is not null && Exceptions.TryGetValue(product, out var exception) ? exception : Default;
}
