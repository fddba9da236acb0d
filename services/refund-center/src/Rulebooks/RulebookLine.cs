namespace RefundCenter.Rulebooks;

/// <summary>A version of a channel's rulebook, as people see it.</summary>
/// <param name="Maker">Null for one that came with a release, as is the checker.</param>
/// <param name="NotWith">Services that keep copies and have not confirmed this one.</param>
internal sealed record RulebookLine(
    string Channel, int Version, DateTimeOffset EffectiveFrom, bool IsInForce, string Hash, string? Maker,
    string? Checker, string Reason, DateTimeOffset StoredAt, IReadOnlyList<string> NotWith);
