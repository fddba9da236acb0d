namespace Platform.Operators.Proposals;

/// <summary>A proposal in the list of open ones.</summary>
/// <param name="PayloadHash">Hexadecimal SHA-256; an approval names it.</param>
/// <param name="AgeSeconds">Since it was made.</param>
/// <param name="Acts">How much was done to it; the last of it is <paramref name="LastAct"/>.</param>
internal sealed record ProposalLine(
    Guid Id, string Kind, string Subject, string PayloadHash, DateTimeOffset MadeAt, long AgeSeconds, DateTimeOffset ExpiresAt,
    string MadeBy, int Acts, ProposalActKind LastAct);

/// <summary>All of one.</summary>
internal sealed record ProposalView(
    Guid Id, string Kind, string Subject, JsonElement Payload, string PayloadHash, ProposalState State, DateTimeOffset MadeAt,
    DateTimeOffset ExpiresAt, JsonElement? Result, IReadOnlyList<ProposalAct> Acts);

/// <summary>What an act is answered with.</summary>
internal sealed record ProposalAnswer(Guid Id, ProposalState State, string PayloadHash, object? Result = null, object? ToldOnce = null);

/// <summary>What a person says who proposes something.</summary>
internal sealed record ProposalWish(string Kind, string Subject, JsonElement Payload, string Reason);

/// <summary>What a person says who acts on a proposal.</summary>
internal sealed record ActWish(string Reason, string? PayloadHash = null, JsonElement? Payload = null);
