using Contracts;
using RefundCenter.Legs;

namespace RefundCenter.Queues;

/// <summary>A leg that waits, for how long, and what happens next by itself and when.</summary>
public sealed record QueueItem(
    Guid RefundId, int Ordinal, string Method, string Channel, string No, Money Amount, LegStatus Status, string? Code,
    long AgeSeconds, LegStep? NextStep, DateTimeOffset? NextAt)
{
    public static QueueItem Of(Leg leg, DateTimeOffset now) => new(
        leg.RefundId, leg.Ordinal, leg.Method, leg.Channel, leg.No, leg.Amount, leg.Status, leg.Code,
        (long)(now - leg.CreatedAt).TotalSeconds, leg.Step, leg.DueAt);
}
