using Contracts;

namespace Channels;

/// <summary>Refunds of one channel merchant that go to its bank in one file.</summary>
/// <param name="No">Our number of the batch: 20 characters <c>[0-9A-Z]</c>, a letter first, never used again.</param>
/// <param name="ChannelMerchant">The merchant number at the bank.</param>
/// <param name="Day">The working day whose cut-off closed it, in the bank's zone.</param>
/// <param name="Lines">At least one; numbered 1, 2, 3 …, all in one currency.</param>
public sealed record RefundBatch(
    string No, string ChannelMerchant, DateOnly Day, IReadOnlyList<RefundBatchLine> Lines)
{
    public int Count => Lines.Count;

    /// <summary>Of the refunds, in their currency.</summary>
    public Money Sum => Lines.Select(line => line.Refund.Amount).Aggregate((sum, amount) => sum + amount);
}
