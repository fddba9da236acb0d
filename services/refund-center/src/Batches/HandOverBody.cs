using Platform.Operators;

namespace RefundCenter.Batches;

/// <summary>What a person says of a hand-over.</summary>
/// <param name="Reason">Who took it, when; compulsory (<see cref="Reasons"/>).</param>
public sealed record HandOverBody(string Reason, NewProof? Proof = null);
