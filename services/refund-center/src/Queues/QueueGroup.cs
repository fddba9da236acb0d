using Microsoft.AspNetCore.WebUtilities;

namespace RefundCenter.Queues;

/// <summary>Refunds that wait for the same reason.</summary>
/// <param name="Cause">The channel's last code, or where it said none, the state.</param>
/// <param name="AgeSeconds">Of the oldest.</param>
/// <param name="NextAt">When something happens to one of them by itself; null when nothing does.</param>
internal sealed record QueueGroup(
    string Channel, string ChannelMerchant, string Method, string Cause, long Count, long AmountMinor, string Currency,
    long AgeSeconds, DateTimeOffset? NextAt)
{
    /// <summary>Opens exactly what was counted; behind the queue's own address.</summary>
    public string Refunds => QueryHelpers.AddQueryString("refunds", new Dictionary<string, string?>
    {
        ["channel"] = Channel, ["merchant"] = ChannelMerchant, ["method"] = Method, ["currency"] = Currency,
        ["cause"] = Cause,
    });
}
