namespace RefundCenter.Legs;

/// <summary>What became of an operation of the desk: one of the two.</summary>
/// <param name="Outcome">To be recorded; null when it was refused.</param>
/// <param name="Refusal">Null when it was done.</param>
public sealed record DeskResult(LegOutcome? Outcome, DeskRefusal? Refusal)
{
    public static implicit operator DeskResult(DeskRefusal refusal) => new(null, refusal);

    public static implicit operator DeskResult(LegOutcome outcome) => new(outcome, null);
}
