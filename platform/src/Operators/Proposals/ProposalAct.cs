namespace Platform.Operators.Proposals;

/// <summary>One thing that a person did to a proposal.</summary>
/// <param name="No">1, 2, 3 … of the proposal.</param>
/// <param name="PayloadHash">Of the payload as it was after the act; hexadecimal.</param>
/// <param name="At">Business time.</param>
public sealed record ProposalAct(
    int No, ProposalActKind Act, Guid PersonId, string PersonName, string Reason, string PayloadHash, DateTimeOffset At);
