namespace RefundCenter.Desk;

/// <summary>What is done, for the audit log.</summary>
public sealed record DeskAct(string Word, string Reason, object? Detail);
