namespace Simulators.BankPortal;

/// <summary>A workbook that staff uploaded.</summary>
internal sealed class PortalBatch(string no, string sha256, IReadOnlyList<PortalLine> lines)
{
    public string No { get; } = no;
    public string Sha256 { get; } = sha256;
    public IReadOnlyList<PortalLine> Lines { get; } = lines;
    public long SumMinor => Lines.Sum(line => line.Minor);

    /// <summary>It was worked on, and its result can be fetched.</summary>
    public bool IsDone { get; set; }
}

/// <summary>One row of it.</summary>
internal sealed class PortalLine(IReadOnlyList<string> cells)
{
    /// <summary>As they came; they go back unchanged.</summary>
    public IReadOnlyList<string> Cells { get; } = cells;

    public string RefundNo => Cells[2];
    public string PaymentNo => Cells[3];
    public long Minor { get; } = PortalSheet.Minor(cells[6]);
    public string BankNo { get; set; } = "";
    public string Status { get; set; } = "";
    public string FailCode { get; set; } = "";
    public string FailReason { get; set; } = "";
    public string BankDate { get; set; } = "";
}
