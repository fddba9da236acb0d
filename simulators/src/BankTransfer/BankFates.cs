using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Simulators.BankTransfer;

/// <summary>
/// Decides what becomes of a transfer: what was ordered for it, else one draw from the seed. A draw hangs on the payee's
/// account and on the how-manieth transfer to it this is, because our own numbers are others in every run.
/// </summary>
internal sealed class BankFates(BankSettings settings)
{
    private readonly Lock gate = new();
    private readonly List<Entry> entries = [];
    private readonly Dictionary<string, int> transfersTo = [];

    public void Add(BankFateOrder order)
    {
        var times = order.Times ?? (order.No is null && order.Account is null ? 1 : int.MaxValue);
        lock (gate) entries.Add(new Entry(order) { Left = times });
    }

    /// <summary>Everything ordered for this file; uses one time of each up.</summary>
    public BankFate Of(string no, string account)
    {
        List<BankFateOrder> found = [];
        lock (gate)
        {
            foreach (var entry in entries.Where(entry => entry.Left > 0 && Concerns(entry.Order, no, account)))
            {
                if (entry.Left != int.MaxValue) entry.Left--;
                found.Add(entry.Order);
            }
            if (found.Count == 0 && Draw(account) is { } drawn) found.Add(new BankFateOrder(drawn));
        }
        return new BankFate(found);
    }

    private BankFateKind? Draw(string account)
    {
        if (settings.Percent.Count == 0) return null;
        var nth = transfersTo[account] = transfersTo.GetValueOrDefault(account) + 1;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{settings.Seed}|{account} {nth}"));
        var drawn = (int)(BinaryPrimitives.ReadUInt32BigEndian(hash) % 10_000);
        foreach (var (kind, percent) in settings.Percent.OrderBy(entry => entry.Key))
        {
            drawn -= percent * 100;
            if (drawn < 0) return kind;
        }
        return null;
    }

    private static bool Concerns(BankFateOrder order, string no, string account) =>
        (order.No is null || order.No == no) && (order.Account is null || order.Account == account);

    private sealed class Entry(BankFateOrder order)
    {
        public BankFateOrder Order { get; } = order;
        public int Left { get; set; }
    }
}

/// <summary>What becomes of one transfer; kinds may be combined.</summary>
internal sealed class BankFate(IReadOnlyList<BankFateOrder> orders)
{
    public bool Has(BankFateKind kind) => orders.Any(order => order.Kind == kind);

    public BankFateOrder? Order(BankFateKind kind) => orders.FirstOrDefault(order => order.Kind == kind);
}
