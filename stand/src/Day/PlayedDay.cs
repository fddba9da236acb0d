using Contracts;
using Contracts.Accounting;
using Stand.Audits;
using Stand.Processes;

namespace Stand.Day;

/// <summary>The demo's day, played on a running platform: merchants, payments, refunds, misfortunes, night, bill.</summary>
public sealed class PlayedDay : IDisposable
{
    /// <summary>As long as channels take over what they do on their own.</summary>
    private const int FirstDays = 5;

    /// <summary>A file, a sheet and a payout one after the other, over the longest run of holidays.</summary>
    private const int LastDay = 30;

    private readonly RunningPlatform platform;
    private readonly Action<string> say;
    private readonly World world;
    private readonly WebhookReceiver receiver = new();
    private readonly Dictionary<string, MerchantClient> merchants = [];
    private readonly List<PlayedRefund> played = [];
    private DateTimeOffset captured;
    private RefundDesk? desk;

    public PlayedDay(RunningPlatform platform, Action<string> say)
    {
        (this.platform, this.say) = (platform, say);
        world = new World(platform.Simulators.BaseAddress);
    }

    /// <summary>The channels whose payments are played; null is all.</summary>
    public IReadOnlyList<string>? Channels { get; init; }

    /// <summary>Called when a wave's refunds are asked for and none of them is waited for.</summary>
    public Func<int, Task> AfterWave { get; init; } = _ => Task.CompletedTask;

    public IReadOnlyDictionary<string, MerchantClient> Merchants => merchants;

    public IReadOnlyList<PlayedRefund> Refunds => played;

    public WebhookReceiver Receiver => receiver;

    /// <summary>Refunds that were answered otherwise than planned.</summary>
    public IEnumerable<PlayedRefund> Surprises => played.Where(p => !p.IsAsPlanned);

    public async Task Play()
    {
        var payments = SamplePayments.Read().Where(p => Channels?.Contains(p.Channel) ?? true).ToList();
        var plan = DayPlan.Make(payments);
        await OpenMerchants(payments);
        if (plan.NeedsDesk) await OpenDesk();
        await CapturePayments(payments);
        await EmptyThePocket();
        foreach (var (kind, payment) in plan.GoesWrong) await GoWrong(kind, payment);
        say($"{plan.GoesWrong.Count} misfortunes are arranged at the channel");
        await AskForRefunds(plan);
        foreach (var sheet in played.Where(p => p.Planned.Story == DayPlan.BySheet)) await desk!.SendBySheet(sheet.Answer.Id);
        await PartsTakeTurns();
        await FillThePocket();
        await Night();
    }

    /// <summary>Refunds that succeeded though no file of the channel or the bank shows it: number and id.</summary>
    public async Task<IReadOnlyList<Row>> Unproven() => await (await Evidence()).Ask(ServiceDefinition.Gateway,
        "SELECT merchant_refund_no, id FROM refunds WHERE state = 'Succeeded' AND reconciled_at IS NULL ORDER BY 1");

    /// <summary>What an audit may look at, as of now.</summary>
    public async Task<Evidence> Evidence() => new(platform, await world.Truth(), receiver.Events);

    public void Dispose()
    {
        foreach (var merchant in merchants.Values) merchant.Dispose();
        desk?.Dispose();
        receiver.Dispose();
        world.Dispose();
    }

    private async Task OpenMerchants(IReadOnlyList<SamplePayment> payments)
    {
        foreach (var name in payments.Select(p => p.Merchant).Distinct())
        {
            var merchant = merchants[name] = await MerchantClient.Open(platform.Gateway.BaseAddress, ServiceSettings.AdminKey, name);
            var endpoint = await merchant.Post("/v1/webhook-endpoints", "hook-" + name, new { url = receiver.AddressOf(merchant.Id).AbsoluteUri });
            receiver.Trusts(merchant.Id, endpoint.Text("secret")
                ?? throw new InvalidOperationException($"No webhook endpoint for {name}: {endpoint.Status} {endpoint.Body}"));
        }
        say($"{merchants.Count} merchants are opened");
    }

    private async Task OpenDesk()
    {
        var gateway = platform.Gateway.BaseAddress;
        desk = new RefundDesk(
            await DeskPerson.Open(gateway, ServiceSettings.AdminKey, "anna"), await DeskPerson.Open(gateway, ServiceSettings.AdminKey, "bob"),
            new BankSite(platform.Simulators.BaseAddress), say);
    }

    private async Task CapturePayments(IReadOnlyList<SamplePayment> payments)
    {
        var now = captured = platform.Clock.Now;
        await world.Knows(payments, now);
        await Parallel.ForEachAsync(payments, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (payment, _) =>
        {
            var answer = await merchants[payment.Merchant].RegisterPayment(payment, now);
            if (!answer.IsAccepted) throw new InvalidOperationException($"Payment {payment.No}: {answer.Status} {answer.Body}");
        });
        await Progress.Until(
            "payments are cleared", payments.Count, say,
            () => Count(ServiceDefinition.Gateway, "SELECT count(*) FROM payments WHERE cleared_at IS NOT NULL"));
    }

    /// <summary>The merchant was paid out what it had: its refunds must wait for new sales.</summary>
    private async Task EmptyThePocket()
    {
        var merchant = merchants[DayPlan.EmptyPocket];
        var pending = await Count(ServiceDefinition.Accounting,
            $"SELECT balance_minor FROM accounts WHERE name = 'merchant:{merchant.Id}:pending'");
        await new Acquirer(platform.Broker.UriOf(platform.VirtualHost)).Tell(
            new BookSettlement(Guid.CreateVersion7(), merchant.Id, new Money(pending, "CNY")));
        await Progress.Until("pocket is empty", 1, say, () => Count(ServiceDefinition.Accounting,
            $"SELECT count(*) FROM accounts WHERE name = 'merchant:{merchant.Id}:pending' AND balance_minor = 0"));
    }

    private Task GoWrong(string kind, SamplePayment payment) => kind switch
    {
        "throttled" => world.GoesWrong(kind, payment, times: 3, operation: "any"),
        "late-notice" => world.GoesWrong(kind, payment, seconds: 3600),
        "slow" => world.GoesWrong(kind, payment, seconds: 3),
        // by hand within the third night: seen on its morning, and in the file of the next
        "silent-success" => world.GoesWrong(kind, payment, seconds: (2 * 86_400) + (20 * 3600)),
        _ => world.GoesWrong(kind, payment),
    };

    private async Task AskForRefunds(DayPlan plan)
    {
        foreach (var wave in plan.Refunds.GroupBy(r => r.Wave).OrderBy(g => g.Key))
        {
            if (wave.Key > 0) platform.Clock.Advance(TimeSpan.FromMinutes(3));
            await Parallel.ForEachAsync(wave, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (planned, _) =>
            {
                var merchant = merchants[planned.Payment.Merchant];
                var answer = planned.Error is { } kind
                    ? await merchant.AskErrorRefund(planned.No, kind, planned.Payment, captured)
                    : await merchant.AskRefund(planned.No, planned.Payment.No, planned.Fen);
                var cancel = planned.IsCancelled && answer.IsAccepted ? await merchant.Cancel(answer.Id) : null;
                lock (played) played.Add(new PlayedRefund(planned, answer, cancel));
            });
            say($"{played.Count} of {plan.Refunds.Count} refunds are asked for, {played.Count(p => p.Answer.IsAccepted)} answered 202");
            await AfterWave(wave.Key);
        }
        await Settle("after the day's requests");
    }

    /// <summary>
    /// The channel takes a part of a payment a minute. A clock that jumps over hours would let one part through a jump: the last ones
    /// would succeed on the last morning, whose bill nobody sees any more.
    /// </summary>
    private async Task PartsTakeTurns()
    {
        var (inLine, minutes) = (await InLine(), 0);
        for (var left = inLine; left > 0; left = await InLine(), minutes++)
        {
            platform.Clock.Advance(TimeSpan.FromMinutes(1));
            await Progress.Until("parts took their turn", 1, _ => { }, async () => await InLine() < left ? 1 : 0);
        }
        say($"{inLine} parts took their turn, one of a payment a minute, within {minutes} minutes");

        Task<long> InLine() => Count(ServiceDefinition.RefundCenter, $"""
            SELECT count(*) FROM legs WHERE step = 'Submit' AND submits = 0 AND due_at < '{platform.Clock.Now.AddMinutes(15):O}'
                AND waiting_for IS DISTINCT FROM 'channel_day'
            """);
    }

    /// <summary>A new sale comes in, enough for some of those that wait.</summary>
    private async Task FillThePocket()
    {
        var waiting = played.Where(p => p.Planned.Story == "empty pocket").Select(p => p.Planned).ToList();
        var sale = waiting[0].Payment with
        {
            No = "NEW0001", ChannelPaymentNo = "4200000099" + waiting[0].Payment.ChannelPaymentNo[10..],
            Paid = waiting.Take(5).Sum(w => w.Fen) + 1000, Fee = 0,
        };
        await world.Knows([sale], platform.Clock.Now);
        await merchants[DayPlan.EmptyPocket].RegisterPayment(sale, platform.Clock.Now);
        await Settle("after a new sale");
    }

    /// <summary>Queries and retries have their hours; then it is past ten of the next day, in China, and the bills are there.</summary>
    private async Task Night()
    {
        foreach (var hours in new[] { 1, 2, 4 })
        {
            platform.Clock.Advance(TimeSpan.FromHours(hours));
            await Settle(hours == 1 ? "an hour later" : $"{hours} more hours later");
        }
        foreach (var (channel, merchant) in played.Select(p => (p.Planned.Payment.Channel, p.Planned.Payment.ChannelMerchant)).Distinct())
            await world.HasBalance(channel, merchant, null);
        for (var day = 2; day <= FirstDays || (day <= LastDay && await IsOpen()); day++)
        {
            platform.Clock.AdvanceTo(NextMorning(platform.Clock.Now));
            await Settle($"morning of day {day}: bills are fetched and matched");
            if (desk is not null) await desk.Morning();
        }
    }

    /// <summary>Something lies at the bank or with the desk, or no file shows a success yet.</summary>
    private async Task<bool> IsOpen() => (desk is not null && await desk.Open() > 0) || (await Unproven()).Count > 0;

    /// <summary>10:30 in China, when the bills of the day before can be had.</summary>
    private static DateTimeOffset NextMorning(DateTimeOffset now)
    {
        var china = now.ToOffset(TimeSpan.FromHours(8));
        var morning = new DateTimeOffset(china.Date, china.Offset).AddHours(10.5);
        return morning > china ? morning : morning.AddDays(1);
    }

    /// <summary>Waits until nothing moves any more.</summary>
    private async Task Settle(string when)
    {
        var (picture, left) = await Progress.UntilQuiet(
            TimeSpan.FromSeconds(3), States, async () => await WorkLeft.Look(await Evidence(), platform.Clock.Now));
        say($"{when}: {picture}");
        if (left.Length > 0) say($"nothing moved for a minute, and there are left {left}: goes on without waiting for them");
    }

    private async Task<string> States() => string.Join(", ", (await (await Evidence()).Ask(ServiceDefinition.Gateway, """
        SELECT CASE WHEN reconciled_at IS NOT NULL THEN lower(state) || ' and reconciled' ELSE lower(state) END, count(*)
        FROM refunds GROUP BY 1 ORDER BY 1
        """)).Select(r => $"{r.Text(1)} {r.Text(0)}"));

    private async Task<long> Count(ServiceDefinition service, string sql)
    {
        var rows = await (await Evidence()).Ask(service, sql);
        return rows.Count == 0 ? 0 : rows[0].Number(0);
    }
}
