namespace Contracts;

/// <summary>Why something was refused or failed. <see cref="Code"/> is snake_case, for machines, and never changes its meaning.</summary>
/// <param name="Code">From the catalogue in docs/errors.md.</param>
/// <param name="Message">One English sentence for people; carries no payee data.</param>
public sealed record RefundError(string Code, string Message);
