using Contracts;

namespace Clearing.Queue;

/// <summary>
/// Who of a merchant's waiting refunds may try next (architecture §6): the oldest first; one that fits may pass one
/// that does not, but nobody is passed more often than allowed, so the large ones do not starve.
/// </summary>
public static class WakeUp
{
    /// <summary>Chooses greedily, and notes on the older ones that they were passed.</summary>
    /// <param name="queue">The merchant's waiting refunds that are not being tried, in any order.</param>
    /// <param name="available">
    /// What the merchant's pockets can give together; refunds in other currencies are left alone.
    /// </param>
    public static IReadOnlyList<WaitingRefund> Choose(
        IEnumerable<WaitingRefund> queue, Money available, int passesAllowed)
    {
        var (chosen, passed, left) = (new List<WaitingRefund>(), new List<WaitingRefund>(), available);
        foreach (var refund in OldestFirst(queue).Where(x => x.Need.Currency == available.Currency))
        {
            if (passed.Exists(x => x.Passes >= passesAllowed)) break;
            if (refund.Need > left)
            {
                passed.Add(refund);
                continue;
            }
            chosen.Add(refund);
            left -= refund.Need;
            passed.ForEach(x => x.WasPassed());
        }
        return chosen;
    }

    /// <summary>
    /// Whether a refund that just came may try although others wait, and notes on them that they were passed: else each
    /// new refund would take what the oldest one waits for.
    /// </summary>
    public static bool MayPass(IEnumerable<WaitingRefund> queue, string currency, int passesAllowed)
    {
        var waiting = queue.Where(x => x.Need.Currency == currency).ToList();
        if (waiting.Exists(x => x.Passes >= passesAllowed)) return false;
        waiting.ForEach(x => x.WasPassed());
        return true;
    }

    /// <summary>The oldest of each currency.</summary>
    public static IEnumerable<WaitingRefund> Heads(IEnumerable<WaitingRefund> queue) =>
        OldestFirst(queue).DistinctBy(x => x.Need.Currency);

    private static IOrderedEnumerable<WaitingRefund> OldestFirst(IEnumerable<WaitingRefund> queue) =>
        queue.OrderBy(x => x.Since).ThenBy(x => x.RefundId);
}
