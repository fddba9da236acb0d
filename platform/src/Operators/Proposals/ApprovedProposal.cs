namespace Platform.Operators.Proposals;

/// <summary>What is executed, with the two persons and their reasons.</summary>
/// <param name="Made">By whom this payload is: the act of making it, or of editing it last.</param>
/// <param name="Approved">By whom it was checked.</param>
public sealed record ApprovedProposal<TPayload>(
    Guid Id, string Subject, TPayload Payload, ProposalAct Made, ProposalAct Approved);
