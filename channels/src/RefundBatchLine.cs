namespace Channels;

/// <summary>One refund of a batch.</summary>
/// <param name="LineNo">1-based, in the order of the file.</param>
public sealed record RefundBatchLine(int LineNo, ChannelRefund Refund);
