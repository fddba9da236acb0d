namespace RefundCenter.Calls;

/// <summary>The budgets that a transaction has locked, by channel and channel merchant.</summary>
internal sealed class LockedBudgets(
    IReadOnlyDictionary<(string Channel, string ChannelMerchant), RequestBudget> budgets)
{
    public IReadOnlyList<KeyValuePair<(string Channel, string ChannelMerchant), RequestBudget>> Spent =>
        [.. budgets.Where(b => b.Value.IsSpent)];

    public RequestBudget Of(Lane lane) => budgets[(lane.Channel, lane.ChannelMerchant)];

    /// <summary>Channel merchants of these channels that may be asked something that may be refused.</summary>
    public IReadOnlyList<string> Askable(IEnumerable<string> channels) =>
        [.. budgets.Where(b => channels.Contains(b.Key.Channel) && b.Value.MayAsk).Select(b => b.Key.ChannelMerchant)];

    /// <summary>The places as far as the budgets go; lanes without any are left out.</summary>
    public IReadOnlyList<(Lane Lane, int Places)> Cut(IEnumerable<(Lane Lane, int Places)> lanes) =>
        [.. lanes.GroupBy(l => (l.Lane.Channel, l.Lane.ChannelMerchant))
            .SelectMany(merchant => budgets[merchant.Key].Cut(merchant))
            .Where(l => l.Places > 0)];
}
