using Channels;
using Contracts;
using Contracts.Payments;
using Contracts.Reconciliation;
using RefundCenter.Legs;

namespace RefundCenter.Tests.Legs;

/// <summary>A leg, its clock, and what was said to it: claims what is due at its time and answers it.</summary>
internal sealed class LegStory
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    public static readonly TimeSpan Settling = TimeSpan.FromMinutes(10);
    private readonly List<Send> sends = [];
    private readonly List<Step> log = [];
    private readonly List<SeenBillFact> seen = [];

    public LegStory(RetryMode retry = RetryMode.SameRequest, bool returnsToMerchant = true,
        string method = Methods.Interface, bool restored = false,
        Func<DateTimeOffset, DateTimeOffset, bool>? trusts = null)
    {
        Rules = new LegRules(
            retry, Settling, (_, now) => now + TimeSpan.FromMinutes(5),
            [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)], TimeSpan.FromSeconds(2), returnsToMerchant)
        {
            TrustsNotFound = trusts ?? ((_, _) => true),
        };
        Leg = Leg.Open(new LegOrder(RefundId, 1, 1, method, Payment, Amount, "no longer wanted", restored), Now);
    }

    public static Guid RefundId { get; } = Guid.CreateVersion7(Start);

    public static Money Amount { get; } = new(880, "CNY");

    public static PaymentFacts Payment { get; } = new(
        Guid.CreateVersion7(Start), Guid.CreateVersion7(Start), "P1", new Money(1000, "CNY"), new Money(6, "CNY"),
        "wechat", "1900099901", "4200000001", "wallet", Start);

    /// <summary>One thing that happened, for whoever checks a death independently of the rules.</summary>
    public sealed record Step(LegStep? Asked, DateTimeOffset AskedAt, DateTimeOffset At, ChannelAnswer? Answer);

    public Leg Leg { get; }
    public LegRules Rules { get; }
    public DateTimeOffset Now { get; private set; } = Start;
    public DeathCertificate? Certificate { get; private set; }
    public IReadOnlyList<LegAlarm> Alarms { get; private set; } = [];
    public IReadOnlyList<Send> Sends => sends;
    public IReadOnlyList<Step> Log => log;
    public LegOutcome LastOutcome { get; private set; } = new();

    public static ChannelAnswer Done(
        Destination destination = Destination.Payer, string no = "W1", DateTimeOffset? at = null) =>
        new ChannelAnswer.Done(no, destination, ChargedAmounts.Same(Amount)) { At = at };

    public static ChannelAnswer Accepted { get; } = new ChannelAnswer.Accepted("W1");
    public static ChannelAnswer Unknown { get; } = new ChannelAnswer.Unknown("silence");
    public static ChannelAnswer NeverSeen { get; } = new ChannelAnswer.NeverSeen();
    public static ChannelAnswer Throttled { get; } = new ChannelAnswer.Throttled(null);
    public static ChannelAnswer Abnormal { get; } = new ChannelAnswer.NeedsOperator("W1", "ABNORMAL") { HasComeBack = true };
    public static ChannelAnswer Provisional { get; } = new ChannelAnswer.FailedProvisional("FAIL", "tries again");

    public static ChannelAnswer Refused(Refusal kind, string code = "NO") =>
        new ChannelAnswer.Refused(kind, code, "no");

    public LegStory Wait(TimeSpan time)
    {
        Now += time;
        return this;
    }

    /// <summary>Claims what is due, waiting until it is.</summary>
    public Send Claim()
    {
        if (Leg.DueAt is { } due && due > Now) Now = due;
        var request = Leg.Step switch
        {
            LegStep.Submit => new ChannelRequest("create", "POST", "/refunds", [1, 2, 3]),
            LegStep.ReturnToMerchant => new ChannelRequest("return", "POST", "/abnormal", [4]),
            _ => null,
        };
        var send = Leg.Claim(request, Now, Now + TimeSpan.FromMinutes(1));
        sends.Add(send);
        return send;
    }

    /// <summary>Claims what is due and answers it; null is a lost answer.</summary>
    public LegStory Then(params ReadOnlySpan<ChannelAnswer?> answers)
    {
        foreach (var answer in answers) Answer(Claim(), answer);
        return this;
    }

    public LegStory Answer(Send send, ChannelAnswer? answer)
    {
        log.Add(new Step(send.Step, send.ClaimedAt, Now, answer));
        return Apply(answer is null
            ? Leg.Lapsed(send.AsRequest(), Now, Rules)
            : Leg.Answered(send.AsRequest(), answer, Now, Rules));
    }

    public LegStory Notice(ChannelAnswer answer)
    {
        log.Add(new Step(null, Now, Now, answer));
        return Apply(Leg.Noticed(answer, Now, Rules));
    }

    /// <summary>A fact of a bill, which counts once.</summary>
    public LegStory Billed(BillFact fact)
    {
        if (seen.Exists(x => x.FactId == fact.FactId)) return this;
        Apply(Leg.Billed(fact, seen, Now));
        seen.Add(SeenBillFact.Of(fact, Now));
        return this;
    }

    public LegStory Apply(LegOutcome outcome)
    {
        LastOutcome = outcome;
        Certificate = outcome.Certificate ?? Certificate;
        Alarms = [.. Alarms, .. outcome.Alarms];
        return this;
    }
}
