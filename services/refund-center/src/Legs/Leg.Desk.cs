using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Channels;

namespace RefundCenter.Legs;

/// <summary>
/// What people do to a leg (S41, S160), each with its precondition. They decide when something is asked or sent; only
/// two of them together decide what became of it, and no one of them can free money that may still move.
/// </summary>
public sealed partial class Leg
{
    /// <summary>Asks the channel at once instead of at the plan's next time.</summary>
    public DeskResult AskNow(DateTimeOffset now, LegRules rules)
    {
        if (Standing is not LegStanding.Live) return DeskRefusal.LegEnded;
        if (InFlight) return DeskRefusal.CallUnderWay;
        if (Method != Methods.Interface || rules.Retry is RetryMode.Never) return DeskRefusal.NobodyToAsk;
        if (!IsClaimed) return DeskRefusal.NothingSent;
        return Change(now, _ => Next(LegStep.Query, now));
    }

    /// <summary>Sends the same bytes under the same number once more, where the channel's rulebook allows it (S4).</summary>
    public DeskResult Resubmit(DateTimeOffset now, LegRules rules)
    {
        if (Standing is not LegStanding.Live) return DeskRefusal.LegEnded;
        if (InFlight) return DeskRefusal.CallUnderWay;
        if (Method != Methods.Interface || rules.Retry is RetryMode.QueryOnly or RetryMode.Never || Taken
            || DoomedAt is not null || OvertakenBy is not null || MayHaveBeenSentAt is not null)
            return DeskRefusal.ResendForbidden;
        if (!IsClaimed) return DeskRefusal.NothingSent;
        return Change(now, _ => Next(LegStep.Submit, now));
    }

    /// <summary>
    /// Nothing is sent for it until it is resumed, and nothing follows it if it dies; it is still asked for, and what it is
    /// told counts.
    /// </summary>
    public DeskResult Suspend(DateTimeOffset now)
    {
        if (Standing is not LegStanding.Live) return DeskRefusal.LegEnded;
        if (Method == Methods.Payout) return DeskRefusal.AtPayout;
        if (SuspendedAt is not null) return DeskRefusal.AlreadySuspended;
        return Change(now, _ =>
        {
            (SuspendedAt, ToldBy) = (now, Legs.ToldBy.Desk);
            if (Step is { } step and not LegStep.Query) Next(step, DueAt!.Value);
        });
    }

    public DeskResult Resume(DateTimeOffset now)
    {
        if (SuspendedAt is null) return DeskRefusal.NotSuspended;
        return Change(now, _ =>
        {
            (SuspendedAt, ToldBy) = (null, Legs.ToldBy.Desk);
            if (Standing is LegStanding.Dead) WaitingFor = null;  // what follows it may start
            if (HeldStep is not { } step) return;
            (HeldStep, WaitingFor) = (null, null);
            if (Standing is LegStanding.Live && Step is null && !InFlight) Next(step, now);
        });
    }

    /// <summary>
    /// Says by which methods the refund goes on once this leg is dead; none ends it. A leg of which no send was claimed
    /// dies of it; one that may have been sent first needs a certificate. One that died while it was suspended has it, and
    /// what follows waits to be resumed.
    /// </summary>
    public DeskResult Reroute(IReadOnlyList<string> methods, DateTimeOffset now, LegRules rules)
    {
        if (RefusalOf(methods, rules) is { } refusal) return refusal;
        var isHeld = SuspendedAt is not null && Standing is LegStanding.Dead;
        if (!isHeld && (Standing is not LegStanding.Live || DiedAt is not null)) return DeskRefusal.LegEnded;
        if (Method == Methods.Payout && methods.Count > 0) return DeskRefusal.AtPayout;
        if (IsClaimed && !isHeld && methods.Count > 0) return DeskRefusal.AlreadyClaimed;
        return Change(now, outcome =>
        {
            (Route, ToldBy) = ([.. methods], Legs.ToldBy.Desk);
            if (IsClaimed || isHeld || Method == Methods.Payout) return;
            NeverSent = true;
            Die(CertificateKind.NeverSent, NoQuery("ended by the desk before a send was claimed"), now, outcome);
        });
    }

    /// <summary>
    /// (c) Two different people certify that nothing reached the payer by it and nothing will; also of one that works again
    /// after its death, whose first certificate stands. Judged as the leg stands now.
    /// </summary>
    /// <param name="by">Who asked for it, and who agreed.</param>
    /// <param name="reason">What they found out.</param>
    /// <param name="then">The methods by which the refund goes on; none ends it as failed; null leaves it to the rules.</param>
    /// <param name="now">The present.</param>
    /// <param name="rules">Of its channel and merchant.</param>
    public DeskResult CertifiedBy(
        TwoPeople by, string reason, IReadOnlyList<string>? then, DateTimeOffset now, LegRules rules)
    {
        if (!by.AreTwo) return DeskRefusal.OnePerson;
        if (RefusalOf(then ?? [], rules) is { } refusal) return refusal;
        if (Standing is not LegStanding.Live) return DeskRefusal.LegEnded;
        if (InFlight) return DeskRefusal.CallUnderWay;
        if (Method == Methods.Payout) return DeskRefusal.AtPayout;
        return Change(now, outcome =>
        {
            (Route, ToldBy) = (then is null ? Route : [.. then], Legs.ToldBy.Desk);
            Die(CertificateKind.TwoPeople, NoQuery(reason), now, outcome, by);
        });
    }

    /// <summary>
    /// It was at the payer and came back to our own account, or a payout came back from the payee's bank: two people say
    /// how the refund goes on, or that it ends so.
    /// </summary>
    /// <param name="by">Who asked for it, and who agreed.</param>
    /// <param name="then">The methods by which it goes on; none leaves it returned.</param>
    /// <param name="now">The present.</param>
    /// <param name="rules">Of its channel and merchant.</param>
    public DeskResult FollowedBy(TwoPeople by, IReadOnlyList<string> then, DateTimeOffset now, LegRules rules)
    {
        if (!by.AreTwo) return DeskRefusal.OnePerson;
        if (RefusalOf(then, rules) is { } refusal) return refusal;
        if (Standing is not LegStanding.Returned || Route is not null) return DeskRefusal.NotReturned;
        // behind a payout only the merchant has another way: a new attempt with other payee data
        if (then.Contains(Method) || (Method == Methods.Payout && then.Count > 0)) return DeskRefusal.MethodUnavailable;
        return Change(now, _ => (Route, ToldBy) = ([.. then], Legs.ToldBy.Desk));
    }

    /// <summary>
    /// Two people have seen that nobody has handed its batch over and nobody will: it goes into a further one, or another
    /// way, under another number.
    /// </summary>
    public DeskResult WithdrawnBy(TwoPeople by, DateTimeOffset now)
    {
        if (!by.AreTwo) return DeskRefusal.OnePerson;
        if (Standing is not LegStanding.Live) return DeskRefusal.LegEnded;
        if (!IsByFile || HandedOverAt is not null || !InFlight) return DeskRefusal.AlreadyClaimed;
        return Change(now, outcome =>
        {
            (InFlight, NeverSent, ToldBy) = (false, true, Legs.ToldBy.Desk);
            Die(CertificateKind.TwoPeople, NoQuery("its batch was withdrawn before it was handed over"), now, outcome, by);
        });
    }

    /// <summary>
    /// A second person agrees that the bank has refused it, as somebody brought it (S73, S74): a file or a picture of the
    /// bank's site is made easily, and a death frees the money for another method.
    /// </summary>
    public DeskResult RefusalConfirmedBy(TwoPeople by, DateTimeOffset now)
    {
        if (!by.AreTwo) return DeskRefusal.OnePerson;
        if (Standing is not LegStanding.Live) return DeskRefusal.LegEnded;
        if (!IsByFile || DoomedAt is null) return DeskRefusal.LegChanged;
        return Change(now, outcome =>
        {
            ToldBy = Legs.ToldBy.Channel;
            Die(CertificateKind.DefiniteCode, NoQuery("brought by people; two agree"), now, outcome, by);
        });
    }

    /// <summary>The last that was said of it and does not fit: nobody ends it by what he saw before that.</summary>
    public string? LastAlarm { get; private set; }

    /// <summary>
    /// What speaks for its life or its death, in short: it changes when anything of that does, and not by questions that
    /// told nothing new. Who proposes to end it names what he saw.
    /// </summary>
    public string Stamp
    {
        get
        {
            var seen = string.Create(
                CultureInfo.InvariantCulture,
                $"{Status}|{Version}|{Submits}|{UnansweredSends}|{Taken}|{Code}|{ChannelNo}|{DoomedAt:O}|{SilentUntil:O}|{LastAlarm}");
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seen)))[..16];
        }
    }

    /// <summary>Two different people have found out that the payer has the money (S30: a silent success).</summary>
    public DeskResult SucceededBy(TwoPeople by, DateTimeOffset now)
    {
        if (!by.AreTwo) return DeskRefusal.OnePerson;
        if (Standing is not LegStanding.Live) return DeskRefusal.LegEnded;
        if (InFlight) return DeskRefusal.CallUnderWay;
        if (Method == Methods.Payout) return DeskRefusal.AtPayout;
        if (!IsClaimed) return DeskRefusal.NothingSent;
        return Change(now, _ =>
        {
            (Taken, ToldBy) = (true, Legs.ToldBy.Desk);
            Succeed(Amount.Minor, "payer");
        });
    }

    private static DeskRefusal? RefusalOf(IEnumerable<string> methods, LegRules rules) =>
        methods.Except(Methods.All).Any() ? DeskRefusal.UnknownMethod
        : methods.Except(rules.Methods).Any() ? DeskRefusal.MethodUnavailable
        : null;
}
