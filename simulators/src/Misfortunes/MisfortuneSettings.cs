namespace Simulators.Misfortunes;

/// <summary>Misfortunes without an order: each refund draws its own from the seed, the same in every run.</summary>
public sealed record MisfortuneSettings
{
    /// <summary>Another seed is another day. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// Per kind, in percent of create calls (what happens to a call) or of refunds (fates). Default none.
    /// </summary>
    public Dictionary<MisfortuneKind, int> Percent { get; init; } = [];

    /// <summary>Whether queries draw too. Default false.</summary>
    public bool Queries { get; init; }
}
