namespace Accounting.Accounts;

/// <summary>Whose accounts a journal touches.</summary>
/// <param name="Channel">The channel's code; null where no channel takes part.</param>
public readonly record struct Parties(Guid MerchantId, string? Channel, string Currency);
