namespace RefundCenter.Calls;

/// <summary>What a channel's answers change of what may go to it next.</summary>
public sealed record ChannelLimits(RequestBudgets Budgets, ChannelBreakers Breakers);
