namespace Reconciliation.Breaks;

/// <summary>What may be asked of the list of breaks.</summary>
/// <param name="State"><c>open</c> or <c>closed</c>; without it both.</param>
/// <param name="After">The last id of the page before.</param>
/// <param name="Limit">Rows of a page, 100 unless told, at most 500.</param>
public sealed record BreakQuery(string? State, long? After, int? Limit)
{
    /// <returns>False when the word is none of the two.</returns>
    public bool TryReadState(out BreakState? state)
    {
        state = State switch { "open" => BreakState.Open, "closed" => BreakState.Closed, _ => null };
        return State is null || state is not null;
    }
}
