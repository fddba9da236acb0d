using Channels;

namespace RefundCenter.Batches;

/// <summary>One leg in a batch, and the bank's last word about it.</summary>
public sealed class BatchLine
{
    public required Guid BatchId { get; init; }

    /// <summary>1-based, in the order of the file.</summary>
    public required int LineNo { get; init; }

    public required Guid LegId { get; init; }

    /// <summary>The leg's send that this line is.</summary>
    public required int SendNo { get; init; }

    public string? Status { get; private set; }
    public string? BankRefundNo { get; private set; }
    public string? FailCode { get; private set; }
    public string? FailReason { get; private set; }
    public DateOnly? BankDate { get; private set; }

    /// <summary>One of the eight, by name.</summary>
    public string? Answer { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>The bank's word; null before the first.</summary>
    public LineResult? Result => Status is null ? null : new(Status, BankRefundNo, FailCode, FailReason, BankDate);

    /// <summary>The bank has refused it for good, as somebody brought it; the leg is dead when a second person agrees.</summary>
    public bool IsRefused => Answer is nameof(ChannelAnswer.Refused);

    public void Take(LineResult result, ChannelAnswer answer, DateTimeOffset now)
    {
        (Status, BankRefundNo, FailCode) = (result.Status, result.BankRefundNo, result.FailCode);
        (FailReason, BankDate) = (result.FailReason, result.BankDate);
        (Answer, AnsweredAt) = (answer.GetType().Name, now);
    }
}
