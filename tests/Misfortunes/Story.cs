using Channels;
using Contracts;
using Contracts.Payments;
using Contracts.Reconciliation;
using RefundCenter.Legs;

namespace Misfortunes.Tests;

/// <summary>One refund: its leg, what was said to it, and what is still on its way.</summary>
internal sealed class Story
{
    private readonly List<SeenBillFact> seen = [];
    private readonly List<ChannelNotice> mailbox = [];
    private readonly List<Heard> log = [];
    private readonly Queue<Crash> crashes;
    private ChannelRequest? first;
    private (SentRequest Sent, ChannelAnswer Answer)? late;

    public Story(Cast cast, long number, DateTimeOffset now, string method = Methods.Interface)
    {
        (Number, Plot) = (number, Plot.Of(cast, number));
        crashes = new Queue<Crash>(Plot.Crashes);
        var refundId = Guid.CreateVersion7(now);
        Payment = new PaymentFacts(
            Guid.CreateVersion7(now), Guid.CreateVersion7(now), $"P{number}", new Money(1000, "CNY"), new Money(6, "CNY"),
            cast.Channel, cast.Merchant, $"4200{number:D17}", number % 2 == 0 || method is Methods.File ? "card" : "wallet", now.AddHours(-30));
        Leg = Leg.Open(
            new LegOrder(refundId, 1, 1, method, Payment, new Money(880, "CNY"), "no longer wanted", false)
            {
                OrderedAt = now,
            },
            now);
    }

    public long Number { get; }
    public Plot Plot { get; }
    public PaymentFacts Payment { get; }
    public Leg Leg { get; }
    public DeathCertificate? Certificate { get; private set; }
    public IReadOnlyList<Heard> Log => log;

    /// <summary>Nothing more happens to it by itself.</summary>
    public bool IsOver => Leg.Step is null && late is null && mailbox.Count == 0 && Leg.Standing is not LegStanding.Live;

    /// <summary>One answer, and to what: for whoever judges a death independently of the rules.</summary>
    internal sealed record Heard(LegStep? Asked, DateTimeOffset AskedAt, DateTimeOffset At, ChannelAnswer? Answer);

    /// <summary>Takes what is due, as the worker does.</summary>
    public async Task Act(IRefundChannel channel, LegRules rules, DateTimeOffset now)
    {
        var request = Request(channel);
        if (request is null && Leg.Step is LegStep.ReturnToMerchant)
        {
            Apply(Leg.CannotReturn(now, rules));
            return;
        }
        var refund = Leg.Refund();
        var sent = Leg.Claim(request, now, now.AddSeconds(30)).AsRequest();
        var crash = crashes.TryDequeue(out var planned) ? planned : Crash.None;
        var answer = crash is Crash.BeforeTheCall ? null
            : sent.Step is LegStep.Query ? await channel.Ask(refund, CancellationToken.None)
            : await channel.Send(refund, request!, CancellationToken.None);
        if (crash is Crash.None)
        {
            Hear(sent, answer, now, rules);
            return;
        }
        if (crash is Crash.AnswerLate) late = (sent, answer!);
        Hear(sent, null, now, rules);
    }

    /// <summary>The answer that was late comes now.</summary>
    public void HearLateAnswer(DateTimeOffset now, LegRules rules)
    {
        if (late is not { } belated) return;
        late = null;
        Hear(belated.Sent, belated.Answer, now, rules);
    }

    public void Post(ChannelNotice notice)
    {
        if (Plot.Mail is Mail.LastFirst) mailbox.Insert(0, notice);
        else mailbox.Add(notice);
    }

    /// <summary>What lies in the mailbox, once, or twice; with <see cref="Mail.Late"/> only when everything else is done.</summary>
    public void ReadMail(DateTimeOffset now, LegRules rules, bool isEvening)
    {
        if (Plot.Mail is Mail.Late && !isEvening) return;
        foreach (var notice in mailbox.ToList())
            for (var copy = Plot.Mail is Mail.Doubled ? 2 : 1; copy > 0; copy--)
            {
                var answer = notice.AnswerFor(Leg.Refund());
                log.Add(new Heard(null, now, now, answer));
                Apply(Leg.Noticed(answer, now, rules));
            }
        mailbox.Clear();
    }

    /// <summary>The bank's word about it in a result file.</summary>
    public void HearFromBank(int sendNo, ChannelAnswer answer, DateTimeOffset now, LegRules rules)
    {
        log.Add(new Heard(LegStep.HandOver, now, now, answer));
        Apply(Leg.Answered(new SentRequest(sendNo, LegStep.HandOver, now), answer, now, rules));
    }

    /// <summary>Two people agree to what the bank refused, where that is still open.</summary>
    public void ConfirmRefusal(TwoPeople by, DateTimeOffset now)
    {
        if (Leg.RefusalConfirmedBy(by, now).Outcome is { } outcome) Apply(outcome);
    }

    public void Read(BillFact fact, DateTimeOffset now)
    {
        if (seen.Exists(x => x.FactId == fact.FactId)) return;
        Apply(Leg.Billed(fact, seen, now));
        seen.Add(SeenBillFact.Of(fact, now));
    }

    private void Hear(SentRequest sent, ChannelAnswer? answer, DateTimeOffset now, LegRules rules)
    {
        log.Add(new Heard(sent.Step, sent.ClaimedAt, now, answer));
        Apply(answer is null ? Leg.Lapsed(sent, now, rules) : Leg.Answered(sent, answer, now, rules));
    }

    private void Apply(LegOutcome outcome) => Certificate = outcome.Certificate ?? Certificate;

    /// <summary>A retry repeats the bytes of the first send (S4).</summary>
    private ChannelRequest? Request(IRefundChannel channel) => Leg.Step switch
    {
        LegStep.Submit => first ??= channel.Compose(Leg.Refund()),
        LegStep.ReturnToMerchant => channel.ComposeReturnToMerchant(Leg.Refund()),
        _ => null,
    };
}
