using Contracts;

namespace Accounting.Balances;

/// <summary>All accounts, and what the ledger's own check says of them, in one snapshot.</summary>
public sealed record TrialBalance(IReadOnlyList<AccountBalance> Accounts, IReadOnlyList<RuleCheck> Rules);

/// <summary>Credit positive.</summary>
public sealed record AccountBalance(string Name, Money Balance);

/// <summary>One invariant.</summary>
/// <param name="Example">One of what is wrong; null when nothing is.</param>
public sealed record RuleCheck(string Rule, long LookedAt, long Wrong, string? Example);
