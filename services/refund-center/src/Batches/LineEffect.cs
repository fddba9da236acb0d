using Channels;
using Contracts;
using RefundCenter.Legs;

namespace RefundCenter.Batches;

/// <summary>What the bank's word about one line does to its leg, or would do.</summary>
/// <param name="No">Our number at the bank.</param>
/// <param name="Answer">What the word means: one of the eight, by name.</param>
/// <param name="Before">The leg before it.</param>
/// <param name="After">The leg behind it.</param>
/// <param name="IsNew">False when the bank had said the same before: nothing changes then.</param>
/// <param name="Alarms">Cases that it opens.</param>
public sealed record LineEffect(
    int LineNo, string No, Guid RefundId, Money Amount, LineResult Result, string Answer, LegStatus Before,
    LegStatus After, string? WaitingFor, bool IsNew, IReadOnlyList<string> Alarms);
