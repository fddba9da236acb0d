namespace Clearing.Restores;

/// <summary>
/// Tell <paramref name="Service"/> again of a page of payments changed since then, and then of the next page.
/// </summary>
/// <param name="After">The last id of the page before.</param>
public sealed record RepeatPayments(string Service, DateTimeOffset Since, Guid After);

/// <summary>The same for deductions.</summary>
public sealed record RepeatDeductions(string Service, DateTimeOffset Since, Guid After);
