namespace Platform.Operators;

/// <summary>What is noted of an action.</summary>
/// <param name="Action">noun.verb, in the past: <c>proposal.approved</c>.</param>
/// <param name="Subject">What it was done to, for example an id.</param>
/// <param name="Reason">Compulsory where somebody decides (<see cref="Reasons"/>); null for signing in and the like.</param>
/// <param name="Detail">Becomes JSON; carries no secret and no payee data.</param>
public sealed record AuditedAction(string Action, string Subject, string? Reason, object? Detail = null);
