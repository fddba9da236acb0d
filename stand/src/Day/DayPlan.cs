namespace Stand.Day;

/// <summary>The demo's day: 200 refunds, every misfortune among them.</summary>
public sealed class DayPlan
{
    /// <summary>What can go wrong at the channel, by the simulators' names; a payment each, twice.</summary>
    private static readonly string[] Misfortunes =
    [
        "lost-before", "lost-after", "hang-after", "slow", "error-executed", "error-not-executed", "throttled", "garbage",
        "wrong-signature", "duplicate-notices", "late-notice", "no-notice", "not-enough", "account-abnormal", "abnormal", "to-merchant",
    ];

    private readonly List<PlannedRefund> refunds = [];
    private readonly List<(string Kind, SamplePayment Payment)> misfortunes = [];
    private readonly Dictionary<string, Queue<SamplePayment>> unused;

    private DayPlan(IReadOnlyList<SamplePayment> payments) =>
        unused = payments.GroupBy(p => p.Merchant).ToDictionary(g => g.Key, g => new Queue<SamplePayment>(g.Where(p => p.CapturedDaysAgo == 0)));

    public IReadOnlyList<PlannedRefund> Refunds => refunds;

    /// <summary>What to order at the channel before the day begins.</summary>
    public IReadOnlyList<(string Kind, SamplePayment Payment)> GoesWrong => misfortunes;

    /// <summary>The merchant whose pockets are emptied before its refunds.</summary>
    public static string EmptyPocket => "corner-cafe";

    public static DayPlan Make(IReadOnlyList<SamplePayment> payments)
    {
        var plan = new DayPlan(payments);
        plan.TooLate(payments);
        plan.Trouble();
        plan.PayeeUnknown();
        plan.Parts();
        plan.Parallel();
        plan.TooMuch();
        plan.Cancelled();
        plan.Waiting();
        plan.Wholes();
        return plan;
    }

    private void TooLate(IReadOnlyList<SamplePayment> payments)
    {
        foreach (var payment in payments.Where(p => p.CapturedDaysAgo > 0))
            Add("too late", payment, payment.Paid, refusal: "refund_window_closed");
    }

    private void Trouble()
    {
        foreach (var kind in Misfortunes)
            for (var i = 0; i < 2; i++)
            {
                var payment = Next(i == 0 ? "morning-market" : "paper-crane", payeeIsKnown: true);
                misfortunes.Add((kind, payment));
                Add(kind, payment, payment.Paid);
            }
    }

    private void PayeeUnknown()
    {
        foreach (var merchant in new[] { "morning-market", "paper-crane" })
        {
            var payment = Next(merchant, payeeIsKnown: false);
            misfortunes.Add(("account-abnormal", payment));
            Add("payee data missing", payment, payment.Paid);
        }
    }

    private void Parts()
    {
        for (var i = 0; i < 12; i++)
        {
            var payment = Next(i % 2 == 0 ? "morning-market" : "paper-crane");
            var third = payment.Paid / 3;
            for (var wave = 0; wave < 3; wave++) Add("in parts", payment, wave == 2 ? payment.Paid - (2 * third) : third, wave);
        }
    }

    private void Parallel()
    {
        foreach (var merchant in new[] { "morning-market", "paper-crane" })
        {
            var payment = Next(merchant);
            for (var i = 0; i < 8; i++) Add("parallel parts", payment, payment.Paid / 8);
        }
    }

    private void TooMuch()
    {
        for (var i = 0; i < 8; i++)
        {
            var payment = Next(i % 2 == 0 ? "morning-market" : "paper-crane");
            Add("too much", payment, payment.Paid + 1, refusal: "amount_exceeds_refundable");
        }
    }

    private void Cancelled()
    {
        for (var i = 0; i < 6; i++)
        {
            var payment = Next(EmptyPocket);
            Add("cancelled while it waits", payment, payment.Paid, cancelled: true);
        }
    }

    private void Waiting()
    {
        for (var i = 0; i < 8; i++)
        {
            var payment = Next(EmptyPocket);
            Add("empty pocket", payment, payment.Paid);
        }
    }

    private void Wholes()
    {
        for (var i = 0; refunds.Count < 200; i++)
        {
            var payment = Next(i % 2 == 0 ? "morning-market" : "paper-crane");
            Add("whole", payment, payment.Paid);
        }
    }

    private SamplePayment Next(string merchant, bool? payeeIsKnown = null)
    {
        var queue = unused[merchant];
        for (var i = queue.Count; i > 0; i--)
        {
            var payment = queue.Dequeue();
            if (payeeIsKnown is null || payment.PayeeIsKnown == payeeIsKnown) return payment;
            queue.Enqueue(payment);
        }
        throw new InvalidOperationException($"samples/payments.csv has too few payments of {merchant}.");
    }

    private void Add(string story, SamplePayment payment, long fen, int wave = 0, string? refusal = null, bool cancelled = false) =>
        refunds.Add(new PlannedRefund(story, $"R{refunds.Count + 1:D4}", payment, fen, wave, refusal, cancelled));
}
