using Channels;
using Contracts;
using Contracts.Executions;

namespace RefundCenter.Legs;

/// <summary>
/// One try to get the money to the payer, by one method, under one number. At most one leg of a refund is live or
/// possibly live, and a leg dies only with a <see cref="DeathCertificate"/> (M1). This part holds what a leg is and how
/// a send is claimed; what answers and other facts make of it stands in the other parts. Every method runs under the
/// row's lock.
/// </summary>
public sealed partial class Leg
{
    private Leg() { }

    public Guid Id { get; private set; }
    public Guid RefundId { get; private set; }

    /// <summary>From 1, over all attempts of the refund.</summary>
    public int Ordinal { get; private set; }

    /// <summary>The leg before, whose certificate the database asks for; null for the first.</summary>
    public int? PreviousOrdinal { get; private set; }

    public int Attempt { get; private set; }
    public string Method { get; private set; } = "";
    public string Channel { get; private set; } = "";
    public string ChannelMerchant { get; private set; } = "";

    /// <summary>Our number at the channel or bank; a retry keeps it (S4).</summary>
    public string No { get; private set; } = "";

    /// <summary>The channel's own number, once known.</summary>
    public string? ChannelNo { get; private set; }

    public string ChannelPaymentNo { get; private set; } = "";
    public Guid PaymentId { get; private set; }
    public Guid MerchantId { get; private set; }
    public string Instrument { get; private set; } = "";
    public Money Amount { get; private set; }
    /// <summary>The whole payment's amount, in the same currency: channels compare it.</summary>
    public long PaymentTotalMinor { get; private set; }

    /// <summary>The channel's time of the payment; null for a leg that an older release opened.</summary>
    public DateTimeOffset? PaidAt { get; private set; }

    /// <summary>The time that belongs to its number, repeated with it; null for a leg of an older release.</summary>
    public DateTimeOffset? NumberedAt { get; private set; }

    /// <summary>The version of the channel's rulebook by which it lives (M3); null for a leg of an older release.</summary>
    public int? RulebookVersion { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>The trace of its order: what happens at the channel belongs to it.</summary>
    public string? TraceParent { get; private set; }

    public LegStatus Status { get; private set; }

    /// <summary>
    /// Who must act: <c>payee_data</c>, <c>operator</c>, <c>channel_funds</c>; or that nobody must, and it goes on the
    /// channel's next day (<see cref="ChannelDay"/>); else null.
    /// </summary>
    public string? WaitingFor { get; private set; }

    /// <summary>The last refusal's code and words.</summary>
    public string? Code { get; private set; }

    public string? Message { get; private set; }

    /// <summary>
    /// What is due next, and when on the business clock; both null while a send is under way, and when nothing is.
    /// </summary>
    public LegStep? Step { get; private set; }

    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>What is due may well be refused, and refusals have a budget of their own at the channel (S6).</summary>
    public bool IsRisky { get; private set; }

    /// <summary>Since when people keep it from being sent.</summary>
    public DateTimeOffset? SuspendedAt { get; private set; }

    /// <summary>What would be due if it were not suspended; null when nothing is held back.</summary>
    public LegStep? HeldStep { get; private set; }

    /// <summary>The methods that people chose for what comes after it; none ends the refund. Null when they chose none.</summary>
    public string[]? Route { get; private set; }

    /// <summary>The number of the latest send; only its answer moves the leg.</summary>
    public int LastSendNo { get; private set; }

    /// <summary>The latest send has neither an answer nor an ended lease.</summary>
    public bool InFlight { get; private set; }

    /// <summary>Sends that may have moved money and have no answer of their own.</summary>
    public int UnansweredSends { get; private set; }

    /// <summary>Of these, how many were answered that there are too many requests: probably not taken.</summary>
    public int ThrottledSends { get; private set; }

    public int Submits { get; private set; }
    public DateTimeOffset? SubmittedAt { get; private set; }

    /// <summary>When it was last sent to our own account.</summary>
    public DateTimeOffset? ReturnSentAt { get; private set; }

    public bool ReturnRefused { get; private set; }

    /// <summary>
    /// Where the channel wants a person: whether it has the money back (ABNORMAL). Null when it never wanted one, or told
    /// the release before.
    /// </summary>
    public bool? HasComeBack { get; private set; }

    /// <summary>The channel said that it has it.</summary>
    public bool Taken { get; private set; }

    /// <summary>The one retry at once was used (S36).</summary>
    public bool RetriedAtOnce { get; private set; }

    public int TimesRefused { get; private set; }

    /// <summary>Since when a definite refusal waits for its second proof.</summary>
    public DateTimeOffset? DoomedAt { get; private set; }

    /// <summary>All the channel's files through this time are silent.</summary>
    public DateTimeOffset? SilentUntil { get; private set; }

    /// <summary>Restored from a copy then: what was sent before is not known.</summary>
    public DateTimeOffset? MayHaveBeenSentAt { get; private set; }

    /// <summary>The ordinal of a payout that was ordered behind it before a restore: it is never sent again.</summary>
    public int? OvertakenBy { get; private set; }

    public long ByChannelMinor { get; private set; }
    public long ToOwnAccountMinor { get; private set; }
    public long ByPayoutMinor { get; private set; }
    public long ReturnedMinor { get; private set; }

    /// <summary>Where the money arrived: <c>payer</c>, <c>payer_balance</c>, <c>bank_account</c>.</summary>
    public string? Destination { get; private set; }

    /// <summary>Since when our own account has it, by the channel's time where it told one.</summary>
    public DateTimeOffset? BackSince { get; private set; }

    public DateTimeOffset? ChannelTime { get; private set; }

    /// <summary>The day whose file or statement agrees.</summary>
    public DateOnly? BilledOn { get; private set; }

    /// <summary>Set once, with the certificate; no fact ever clears it.</summary>
    public DateTimeOffset? DiedAt { get; private set; }

    /// <summary>It died without any send having been claimed.</summary>
    public bool NeverSent { get; private set; }

    /// <summary>Of <see cref="LegMoved"/>.</summary>
    public int Version { get; private set; }

    /// <summary>Who said what is new in <see cref="Version"/>, a word of <see cref="Legs.ToldBy"/>; null when nobody outside did.</summary>
    public string? ToldBy { get; private set; }

    /// <summary>Of the fact for reconciliation.</summary>
    public int ReportVersion { get; private set; }

    public int ReportConfirmed { get; private set; }

    /// <summary>When it is told to reconciliation, or told again; null when it was confirmed.</summary>
    public DateTimeOffset? ReportAt { get; private set; }

    /// <summary>When what its execution has not heard is told again.</summary>
    public DateTimeOffset? RepeatAt { get; private set; }

    public int Repeats { get; private set; }

    /// <summary>The highest version heard of the payout service.</summary>
    public int PayoutVersion { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset UpdatedAt { get; private set; }

    public static Leg Open(LegOrder order, DateTimeOffset now)
    {
        var isInterface = order.Method == Methods.Interface;
        var first = order.MayHaveBeenSent ? null : order.FirstSend;
        var leg = new Leg
        {
            Id = Legs.ChannelNo.IdOf(order.RefundId, order.Ordinal),
            RefundId = order.RefundId,
            Ordinal = order.Ordinal,
            PreviousOrdinal = order.Ordinal == 1 ? null : order.Ordinal - 1,
            Attempt = order.Attempt,
            Method = order.Method,
            Channel = order.Payment.Channel,
            ChannelMerchant = order.Payment.ChannelMerchant,
            No = Legs.ChannelNo.For(order.RefundId, order.Ordinal),
            ChannelPaymentNo = order.Payment.ChannelPaymentNo,
            PaymentId = order.Payment.PaymentId,
            MerchantId = order.Payment.MerchantId,
            Instrument = order.Payment.Instrument,
            Amount = order.Amount,
            PaymentTotalMinor = order.Payment.Paid.Minor,
            PaidAt = order.Payment.CapturedAt,
            NumberedAt = order.OrderedAt ?? now,
            RulebookVersion = order.RulebookVersion,
            Reason = order.Reason,
            TraceParent = order.TraceParent,
            Step = !isInterface ? null : order.MayHaveBeenSent ? LegStep.Query : LegStep.Submit,
            DueAt = isInterface ? first?.At ?? now : null,
            WaitingFor = isInterface && first is { WaitsForDay: true } ? ChannelDay : null,
            MayHaveBeenSentAt = isInterface && order.MayHaveBeenSent ? now : null,
            UnansweredSends = isInterface && order.MayHaveBeenSent ? 1 : 0,
            IsRisky = isInterface && order.MayHaveBeenSent,
            CreatedAt = now,
            UpdatedAt = now,
        };
        if (order.MayHaveBeenSent) leg.DoubtFile(now);
        return leg;
    }

    /// <summary>One that we forgot and of which a bill tells: the channel has it, and it is never sent.</summary>
    public static Leg Found(LegOrder order, DateTimeOffset now)
    {
        var leg = Open(order, now);
        (leg.Step, leg.DueAt, leg.Taken, leg.IsRisky, leg.WaitingFor) = (null, null, true, false, null);
        return leg;
    }

    public LegStanding Standing => Status switch
    {
        LegStatus.Succeeded => LegStanding.Paid,
        LegStatus.Dead => LegStanding.Dead,
        LegStatus.Returned => LegStanding.Returned,
        _ => LegStanding.Live,
    };

    /// <summary>A send was claimed, or may have been: it cannot be stopped any more.</summary>
    public bool IsClaimed => Submits > 0 || MayHaveBeenSentAt is not null || Method == Methods.Payout && Status is not
        (LegStatus.Ready or LegStatus.PayeeDataWanted or LegStatus.Dead);

    /// <summary>What is due would be sent, and may have been sent before a restore: others are to be heard first.</summary>
    public bool WouldBeSentInDoubt => Step is LegStep.Submit && MayHaveBeenSentAt is not null;

    public Movements Moved =>
        new(Minor(ByChannelMinor), Minor(ToOwnAccountMinor), Minor(ByPayoutMinor), Minor(ReturnedMinor));

    /// <summary>
    /// The word for reconciliation: null while no send of it reached a channel (S140: only submitted ones are matched).
    /// </summary>
    public string? ReportState => !IsReported
            ? null
            : HasMoved ? "succeeded" : Standing switch { LegStanding.Paid => "succeeded", LegStanding.Live => "sent", _ => "dead" };

    /// <summary>
    /// The first file that can name it is this time's. One that was made again after a restore was sent before that: the
    /// channel's own time of its success says so.
    /// </summary>
    public DateTimeOffset SentAt
    {
        get
        {
            var ours = SubmittedAt ?? CreatedAt;
            return ChannelTime < ours ? ChannelTime.Value : ours;
        }
    }

    private bool IsReported => IsByFile ? MayBeAtTheBank : Method == Methods.Interface
        && Status is not (LegStatus.Sent or LegStatus.Ready) && (ReportVersion > 0 || Taken || UnansweredSends > 0);

    /// <summary>The channel took the money from us, to the payer or to our own account: its file will list it either way.</summary>
    private bool HasMoved => ByChannelMinor > 0 || ToOwnAccountMinor > 0;

    public ChannelRefund Refund() =>
        new(ChannelMerchant, No, ChannelNo, ChannelPaymentNo, Amount, Minor(PaymentTotalMinor), Reason)
        {
            NumberedAt = NumberedAt ?? CreatedAt, PaidAt = PaidAt ?? CreatedAt,
        };

    /// <summary>
    /// Takes what is due. From here on the channel may have it, so that the send is counted as unanswered before the
    /// call is made.
    /// </summary>
    /// <param name="request">The exact bytes; null for a query.</param>
    /// <param name="leaseUntil">Real time.</param>
    public Send Claim(ChannelRequest? request, DateTimeOffset now, DateTimeOffset leaseUntil)
    {
        var step = Step ?? throw new InvalidOperationException($"Nothing is due for leg {No}.");
        (Step, DueAt, InFlight, LastSendNo, UpdatedAt) = (null, null, true, LastSendNo + 1, now);
        if (WaitingFor is ChannelDay) WaitingFor = null;
        if (step is not LegStep.Query) UnansweredSends++;
        if (step is LegStep.Submit)
        {
            // what pointed to a death before this send says nothing about it
            (Submits, SubmittedAt, DoomedAt, SilentUntil) = (Submits + 1, now, null, null);
            if (Status is LegStatus.Ready or LegStatus.Dying) Status = LegStatus.Sent;
            if (ReportVersion > 0) ReportAgain(now);              // the last possible day is counted from here now
        }
        if (step is LegStep.ReturnToMerchant) (ReturnSentAt, Status) = (now, LegStatus.Returning);
        return new Send
        {
            LegId = Id, No = LastSendNo, Step = step, ClaimedAt = now, LeaseUntil = leaseUntil,
            Operation = request?.Operation, Verb = request?.Method, Path = request?.Path, Body = request?.Body,
        };
    }

    /// <summary>Stops it if no send was claimed; else nothing happens, and <see cref="IsClaimed"/> says why.</summary>
    public LegOutcome Stop(DateTimeOffset now) => Change(now, outcome =>
    {
        if (IsClaimed || DiedAt is not null || Method == Methods.Payout) return;
        NeverSent = true;
        Die(CertificateKind.NeverSent, NoQuery("stopped before a send was claimed"), now, outcome);
    });

    /// <summary>Facts are told again after growing pauses, or no more.</summary>
    public void RepeatLater(DateTimeOffset? at) => (RepeatAt, Repeats) = (at, at is null ? 0 : Repeats + 1);

    private LegOutcome Change(DateTimeOffset now, Action<LegOutcome> rule)
    {
        var outcome = new LegOutcome();
        var (told, reported, before) = (Told(), Reported(), ToldBy);
        ToldBy = null;                                            // the rule says who it was
        rule(outcome);
        if (outcome.Alarms is [.., var alarm]) LastAlarm = $"{alarm.Kind}: {alarm.Detail}";
        UpdatedAt = now;
        outcome.IsTold = Told() != told;
        if (outcome.IsTold) Version++;
        else ToldBy = before;
        if (Reported() != reported && ReportState is not null) ReportAgain(now);
        if (outcome.IsTold) (RepeatAt, Repeats) = (now + FirstRepeat, 0);
        return outcome;
    }

    private void ReportAgain(DateTimeOffset now)
    {
        ReportVersion++;
        if (ReportAt is null || ReportAt > now + ReportPause) ReportAt = now + ReportPause;
    }

    /// <summary>Reconciliation needs it for the next day's files: a refund that succeeds meanwhile is told once.</summary>
    internal static readonly TimeSpan ReportPause = TimeSpan.FromSeconds(5);

    /// <summary>A fact is usually heard within milliseconds; after this it is looked at.</summary>
    private static readonly TimeSpan FirstRepeat = TimeSpan.FromSeconds(10);

    // A payout may prove unsent after its claim: one that can be stopped again is news.
    private (LegStanding, Movements, string?, string?, DateOnly?, (bool, bool, bool, bool, bool, string[]?)) Told() => (
        Standing, Moved, ToldWaitingFor, Destination, BilledOn, (Status is LegStatus.Revived, PayoutVersion > 0,
            Method == Methods.Payout && IsClaimed, DiedAt is not null, SuspendedAt is not null, Route));

    private (string?, string?) Reported() => (ReportState, ChannelNo);

    private void Next(LegStep step, DateTimeOffset at)
    {
        if (IsByFile)
        {
            NeedOperatorWithoutAsking();
            return;
        }
        if (step is LegStep.Submit && (OvertakenBy is not null || DoomedAt is not null)) step = LegStep.Query;
        if (SuspendedAt is not null && step is not LegStep.Query)
        {
            NothingDue();
            (HeldStep, WaitingFor) = (step, "operator");
            return;
        }
        HeldStep = null;
        if (WaitingFor is ChannelDay) WaitingFor = null;
        (Step, DueAt, IsRisky) = (step, at, step is LegStep.Query ? !Taken : TimesRefused > 0);
    }

    private void NothingDue() => (Step, DueAt, HeldStep) = (null, null, null);

    private void Die(
        CertificateKind kind, Evidence evidence, DateTimeOffset now, LegOutcome outcome, TwoPeople? by = null)
    {
        Status = kind is CertificateKind.PayoutReturned ? LegStatus.Returned : LegStatus.Dead;
        WaitingFor = SuspendedAt is null ? null : "operator";     // nothing follows it before it is resumed
        NothingDue();
        Certify(kind, evidence, now, outcome, by);
    }

    private void Certify(
        CertificateKind kind, Evidence evidence, DateTimeOffset now, LegOutcome outcome, TwoPeople? by = null)
    {
        // dead again after it had stirred: the first certificate stands
        if (DiedAt is not null) return;
        DiedAt = now;
        outcome.Certificate = new DeathCertificate
        {
            RefundId = RefundId, Ordinal = Ordinal, Kind = kind, Evidence = evidence, IssuedAt = now,
            Maker = by?.Maker, Checker = by?.Checker,
        };
    }

    private Evidence NoQuery(string? note) => new(Code, DoomedAt, Submits, UnansweredSends, null, null, note);

    private Money Minor(long minor) => new(minor, Amount.Currency);
}
