using RefundCenter.Cases;

namespace RefundCenter.Legs;

/// <summary>Something that a person has to look at; becomes a case.</summary>
public sealed record LegAlarm(CaseKind Kind, string Detail);
