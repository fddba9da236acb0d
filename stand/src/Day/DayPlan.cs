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

    /// <summary>As in the rulebook of WeChat Pay.</summary>
    private const int PayoutWindowDays = 1095;

    /// <summary>What goes wrong at the other channels; each kind once, besides refunds that go well.</summary>
    private static readonly (string Merchant, string[] Kinds)[] Elsewhere =
    [
        ("night-market",
            ["lost-after", "garbage", "account-abnormal", "provisional-fail", "silent-success", "duplicate-notices", "no-notice"]),
        ("harbour-books", ["lost-after", "garbage", "account-abnormal", "stays-open", "no-notice"]),
        ("paper-lantern", ["lost-after", "garbage", "account-abnormal", "nothing-moved", "deposit-back-failed"]),
        ("silk-road-travel", ["account-abnormal", "late-success"]),
    ];

    private readonly List<PlannedRefund> refunds = [];
    private readonly List<(string Kind, SamplePayment Payment)> misfortunes = [];
    private readonly Dictionary<string, Queue<SamplePayment>> unused;

    private DayPlan(IReadOnlyList<SamplePayment> payments) =>
        unused = payments.GroupBy(p => p.Merchant).ToDictionary(g => g.Key, g => new Queue<SamplePayment>(g.Where(p => !p.IsOld)));

    public IReadOnlyList<PlannedRefund> Refunds => refunds;

    /// <summary>Some of it is people's work.</summary>
    public bool NeedsDesk => refunds.Exists(r => r.Story == BySheet);

    /// <summary>What to order at the channel before the day begins.</summary>
    public IReadOnlyList<(string Kind, SamplePayment Payment)> GoesWrong => misfortunes;

    /// <summary>The story of a refund that the desk sends on a sheet instead of in the bank's file.</summary>
    public const string BySheet = "by sheet";

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
        plan.SameDay();
        plan.OtherChannels();
        plan.Sheet();
        plan.Errors();
        plan.Wholes();
        return plan;
    }

    /// <summary>What is too old for the channel is paid out; what is too old for anything is refused.</summary>
    private void TooLate(IReadOnlyList<SamplePayment> payments)
    {
        foreach (var payment in payments.Where(p => p.IsOld))
            refunds.Add(payment.CapturedDaysAgo > PayoutWindowDays
                ? Whole("too late", payment) with { Refusal = "refund_window_closed" }
                : Whole("too late for the channel", payment));
    }

    private void Trouble()
    {
        foreach (var kind in Misfortunes)
            for (var i = 0; i < 2; i++)
            {
                var payment = Next(i == 0 ? "morning-market" : "paper-crane", p => p.PayeeIsKnown);
                misfortunes.Add((kind, payment));
                refunds.Add(Whole(kind, payment));
            }
    }

    private void PayeeUnknown()
    {
        foreach (var merchant in new[] { "morning-market", "paper-crane" })
        {
            var payment = Next(merchant, p => !p.PayeeIsKnown);
            misfortunes.Add(("account-abnormal", payment));
            refunds.Add(Whole("payee data missing", payment));
        }
    }

    private void Parts()
    {
        for (var i = 0; i < 12; i++)
        {
            var payment = Next(i % 2 == 0 ? "morning-market" : "paper-crane");
            var third = payment.Paid / 3;
            for (var wave = 0; wave < 3; wave++)
                refunds.Add(Part("in parts", payment, wave == 2 ? payment.Paid - (2 * third) : third) with { Wave = wave });
        }
    }

    private void Parallel()
    {
        foreach (var merchant in new[] { "morning-market", "paper-crane" })
        {
            var payment = Next(merchant);
            for (var i = 0; i < 8; i++) refunds.Add(Part("parallel parts", payment, payment.Paid / 8));
        }
    }

    private void TooMuch()
    {
        for (var i = 0; i < 8; i++)
        {
            var payment = Next(i % 2 == 0 ? "morning-market" : "paper-crane");
            refunds.Add(Part("too much", payment, payment.Paid + 1) with { Refusal = "amount_exceeds_refundable" });
        }
    }

    private void Cancelled()
    {
        for (var i = 0; i < 6; i++)
        {
            var payment = Next(EmptyPocket);
            refunds.Add(Whole("cancelled while it waits", payment) with { IsCancelled = true });
        }
    }

    private void Waiting()
    {
        for (var i = 0; i < 8; i++)
        {
            var payment = Next(EmptyPocket);
            refunds.Add(Whole("empty pocket", payment));
        }
    }

    /// <summary>BestPay refunds no payment of the same day: these go after midnight. Its other payments here are of the day before.</summary>
    private void SameDay()
    {
        for (var i = 0; i < 2 && unused.ContainsKey("night-market"); i++)
        {
            var payment = Next("night-market", p => p.CapturedDaysAgo == 0);
            refunds.Add(Whole($"on the day of its payment at {payment.Channel}", payment));
        }
    }

    private void OtherChannels()
    {
        foreach (var (merchant, kinds) in Elsewhere.Where(x => unused.ContainsKey(x.Merchant)))
        {
            foreach (var kind in kinds)
            {
                var payment = Next(merchant, p => p.PayeeIsKnown);
                misfortunes.Add((kind, payment));
                refunds.Add(Whole($"{kind} at {payment.Channel}", payment));
            }
            for (var i = 0; i < 4; i++)
            {
                var payment = Next(merchant);
                refunds.Add(Whole($"whole at {payment.Channel}", payment));
            }
        }
    }

    private void Sheet()
    {
        if (unused.ContainsKey("silk-road-travel")) refunds.Add(Whole(BySheet, Next("silk-road-travel")));
    }

    /// <summary>Paid twice, or after the order was closed: such a payment goes back whole, by an entry of its own (S141).</summary>
    private void Errors()
    {
        foreach (var kind in new[] { "duplicate_payment", "late_payment" })
            refunds.Add(Whole(kind, Next("morning-market")) with { Error = kind });
    }

    private void Wholes()
    {
        for (var i = 0; refunds.Count < 200; i++)
        {
            var payment = Next(i % 2 == 0 ? "morning-market" : "paper-crane");
            refunds.Add(Whole("whole", payment));
        }
    }

    private SamplePayment Next(string merchant, Func<SamplePayment, bool>? suits = null)
    {
        var queue = unused[merchant];
        for (var i = queue.Count; i > 0; i--)
        {
            var payment = queue.Dequeue();
            if (suits is null || suits(payment)) return payment;
            queue.Enqueue(payment);
        }
        throw new InvalidOperationException($"samples/payments.csv has too few payments of {merchant}.");
    }

    private PlannedRefund Whole(string story, SamplePayment payment) => Part(story, payment, payment.Paid);

    private PlannedRefund Part(string story, SamplePayment payment, long fen) =>
        new(story, $"R{refunds.Count + 1:D4}", payment, fen);
}
