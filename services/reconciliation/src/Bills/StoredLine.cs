using Channels;
using Contracts;

namespace Reconciliation.Bills;

/// <summary>A line of a file, written by COPY and read by SQL only. Unique per file and line number.</summary>
public sealed class StoredLine
{
    public Guid FileId { get; init; }
    public int LineNo { get; init; }
    public BillLineKind Kind { get; init; }
    public string ChannelPaymentNo { get; init; } = "";

    /// <summary>Empty when the line names none.</summary>
    public string No { get; init; } = "";

    /// <summary>Empty when the line names none.</summary>
    public string ChannelNo { get; init; } = "";

    public Money Amount { get; init; }
    public Money Fee { get; init; }
    public string Status { get; init; } = "";

    /// <summary>True in a fund-flow file; false for a snapshot, which proves nothing.</summary>
    public bool MovedMoney { get; init; }

    public DateTimeOffset At { get; init; }
}
