using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Simulators.Misfortunes;

/// <summary>
/// Decides what goes wrong: first what was ordered for the refund number, then for its payment, then for anybody, then
/// the draw from the seed. Calls and fates are drawn apart, so that a refund can lose an answer and its notice. A draw
/// hangs on the payment and on the how-manieth refund of it this is, because our own numbers are others in every run.
/// </summary>
public sealed class MisfortuneBook(MisfortuneSettings settings)
{
    private readonly Lock gate = new();
    private readonly List<Entry> anybody = [];
    private readonly Dictionary<string, List<Entry>> byNumber = [];
    private readonly Dictionary<string, int> calls = [];
    private readonly Dictionary<string, int> refundsOf = [];
    private readonly Dictionary<string, string> places = [];

    public void Add(MisfortuneOrder order)
    {
        var entry = new Entry(order, order.Times ?? (IsOfCall(order.Kind) ? 1 : int.MaxValue));
        lock (gate)
        {
            if ((order.RefundNo ?? order.PaymentNo) is not { } number) anybody.Add(entry);
            else if (byNumber.TryGetValue(number, out var entries)) entries.Add(entry);
            else byNumber[number] = [entry];
        }
    }

    /// <summary>What happens to this call; uses one time up.</summary>
    public MisfortuneOrder? OfCall(string operation, string refundNo, string paymentNo)
    {
        lock (gate)
        {
            foreach (var entry in EntriesOf(refundNo, paymentNo))
                if (entry.Left > 0 && IsOfCall(entry.Order.Kind) && Concerns(entry.Order.Operation, operation))
                {
                    entry.Left--;
                    return entry.Order;
                }
            if (settings.Percent.Count == 0 || (operation != "create" && !settings.Queries)) return null;
            var call = calls[refundNo] = calls.GetValueOrDefault(refundNo) + 1;
            return Draw($"call {call}", PlaceOf(refundNo, paymentNo), ofCall: true);
        }
    }

    /// <summary>
    /// What becomes of this refund. <paramref name="use"/> when it is created, so that times are counted once.
    /// </summary>
    public Fate OfRefund(string refundNo, string paymentNo, bool use)
    {
        lock (gate)
        {
            List<MisfortuneOrder> found = [];
            foreach (var entry in EntriesOf(refundNo, paymentNo))
                if (entry.Left > 0 && !IsOfCall(entry.Order.Kind))
                {
                    if (use && entry.Left != int.MaxValue) entry.Left--;
                    found.Add(entry.Order);
                }
            if (found.Count == 0 && Draw("fate", PlaceOf(refundNo, paymentNo), ofCall: false) is { } drawn) found.Add(drawn);
            return new Fate(found);
        }
    }

    private IEnumerable<Entry> EntriesOf(string refundNo, string paymentNo) =>
        byNumber.GetValueOrDefault(refundNo, []).Concat(byNumber.GetValueOrDefault(paymentNo, [])).Concat(anybody);

    /// <summary>A query does not name the payment at every channel; the call that created the refund did.</summary>
    private string PlaceOf(string refundNo, string paymentNo)
    {
        if (settings.Percent.Count == 0) return refundNo;
        if (places.TryGetValue(refundNo, out var place)) return place;
        if (paymentNo.Length == 0) return refundNo;
        var nth = refundsOf[paymentNo] = refundsOf.GetValueOrDefault(paymentNo) + 1;
        return places[refundNo] = $"{paymentNo} {nth}";
    }

    /// <summary>One number from 0 to 99.99 decides among the kinds, so that their percentages add up.</summary>
    private MisfortuneOrder? Draw(string what, string place, bool ofCall)
    {
        if (settings.Percent.Count == 0) return null;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{settings.Seed}|{what}|{place}"));
        var drawn = (int)(BinaryPrimitives.ReadUInt32BigEndian(hash) % 10_000);
        foreach (var (kind, percent) in settings.Percent.Where(x => IsOfCall(x.Key) == ofCall).OrderBy(x => x.Key))
        {
            drawn -= percent * 100;
            if (drawn < 0) return new MisfortuneOrder(kind);
        }
        return null;
    }

    private static bool Concerns(string? ordered, string operation) =>
        ordered == "any" || (ordered ?? "create") == operation;

    private static bool IsOfCall(MisfortuneKind kind) => kind <= MisfortuneKind.WrongSignature;

    private sealed class Entry(MisfortuneOrder order, int left)
    {
        public MisfortuneOrder Order { get; } = order;
        public int Left { get; set; } = left;
    }
}
