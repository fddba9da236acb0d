namespace Payout.Statements;

/// <summary>How far the bank's notifications were read.</summary>
public sealed class ReportCursor
{
    public string Route { get; init; } = "";
    public string? Position { get; set; }

    /// <summary>When there was last nothing more to read.</summary>
    public DateTimeOffset ReadToEndAt { get; set; }
}
