using RefundCenter.Legs;

namespace RefundCenter.Queues;

/// <summary>A named queue of what waits for somebody: everything that is not final is in one, or has a next time (S109).</summary>
/// <param name="Name">As in its address.</param>
/// <param name="Owner">Who works on it.</param>
/// <param name="Condition">Over open legs, in SQL.</param>
internal sealed record WorkQueue(string Name, string Owner, string Condition)
{
    public static IReadOnlyList<WorkQueue> All { get; } =
    [
        new("unknown_at_channel", "desk",
            $"status IN ('{nameof(LegStatus.Unknown)}', '{nameof(LegStatus.Dying)}', '{nameof(LegStatus.Provisional)}')"),
        new("needs_operator", "desk", "waiting_for = 'operator' AND suspended_at IS NULL AND method = 'interface'"),
        new("files", "desk", "method = 'file'"),
        new("offline", "desk", "method = 'offline'"),
        new("channel_funds", "treasury", "waiting_for = 'channel_funds'"),
        new("payee_data", "merchant service", "waiting_for = 'payee_data'"),
        new("suspended", "risk", "suspended_at IS NOT NULL"),
    ];
}
