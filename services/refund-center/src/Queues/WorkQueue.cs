using RefundCenter.Legs;

namespace RefundCenter.Queues;

/// <summary>A named queue of what waits for somebody: everything that is not final is in one, or has a next time (S109).</summary>
/// <param name="Name">As in its address.</param>
/// <param name="Owner">Who works on it.</param>
/// <param name="Condition">Over legs, in SQL.</param>
public sealed record WorkQueue(string Name, string Owner, string Condition)
{
    private const string Open = "died_at IS NULL AND status <> 'Succeeded' AND ";

    public static IReadOnlyList<WorkQueue> All { get; } =
    [
        new("unknown_at_channel", "desk",
            $"{Open}status IN ('{nameof(LegStatus.Unknown)}', '{nameof(LegStatus.Dying)}', '{nameof(LegStatus.Provisional)}')"),
        new("needs_operator", "desk", Open + "waiting_for = 'operator' AND suspended_at IS NULL AND method = 'interface'"),
        new("files", "desk", Open + "method = 'file'"),
        new("offline", "desk", Open + "method = 'offline'"),
        new("channel_funds", "treasury", Open + "waiting_for = 'channel_funds'"),
        new("payee_data", "merchant service", Open + "waiting_for = 'payee_data'"),
        // died, and the channel works on it; was at the payer and came back: two people end them
        new("revived", "desk",
            $"(status = '{nameof(LegStatus.Revived)}' OR "
            + $"(status = '{nameof(LegStatus.Returned)}' AND method <> 'payout' AND route IS NULL))"),
        // the payee's bank sent it back (S162): the merchant asks anew with other payee data, or two people say that it ends so
        new("payout_returned", "merchant service",
            $"status = '{nameof(LegStatus.Returned)}' AND method = 'payout' AND route IS NULL AND NOT EXISTS ("
            + "SELECT FROM legs later WHERE later.refund_id = legs.refund_id AND later.ordinal > legs.ordinal)"),
        // also the dead: nothing follows them before they are resumed
        new("suspended", "risk", "suspended_at IS NOT NULL AND status NOT IN ('Succeeded', 'Returned')"),
    ];
}
