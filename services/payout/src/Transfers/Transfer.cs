using Channels;
using Contracts;

namespace Payout.Transfers;

/// <summary>
/// One transfer and all that is known of it at the bank. It is sent once; whatever is unclear after that is asked for
/// and looked up, never sent again. What the bank did is always taken over, also against what was decided here.
/// </summary>
public sealed class Transfer
{
    public Guid PayoutId { get; init; }

    /// <summary>MsgId and EndToEndId at the bank; never used for another transfer.</summary>
    public string No { get; init; } = "";

    public Guid PaymentId { get; init; }
    public Money Amount { get; init; }
    public string? Remark { get; init; }

    /// <summary>The trace of its order, to which the calls about it belong.</summary>
    public string? TraceParent { get; init; }

    public TransferPhase Phase { get; private set; }

    /// <summary>Counts what others can see of it, from 1.</summary>
    public int Version { get; private set; }

    /// <summary>The version that the order has taken over.</summary>
    public int NotedVersion { get; private set; }

    /// <summary>
    /// The bank's day under which it was sent; kept when it is sent again, because it stands in the file.
    /// </summary>
    public DateOnly? ExecutionDate { get; private set; }

    /// <summary>When it is to be sent, or asked for, next.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public int Sends { get; private set; }
    public int UnansweredSends { get; private set; }
    public int Asks { get; private set; }
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>
    /// We were restored from an older copy then and may have forgotten that we sent it; null when its sends are known.
    /// </summary>
    public DateTimeOffset? InDoubtSince { get; private set; }

    /// <summary>It was to be stopped while the bank may have had it: when it proves unsent, it stays so.</summary>
    public bool IsStopAsked { get; private set; }

    /// <summary>When the bank last gave an answer that says something.</summary>
    public DateTimeOffset? AskedAt { get; private set; }

    /// <summary>A definite code of a query that still lacks its certificate.</summary>
    public string? RejectedCode { get; private set; }

    public string? RejectedMessage { get; private set; }
    public DateTimeOffset? RejectedAt { get; private set; }
    public DeathCertificate? Certificate { get; private set; }

    /// <summary>What left our account, over all bookings that were told, in the amount's currency.</summary>
    public long MovedMinor { get; private set; }

    /// <summary>What came back of it.</summary>
    public long ReturnedMinor { get; private set; }

    public string? BankReference { get; private set; }
    public DateTimeOffset? BankTime { get; private set; }
    public string? ErrorCode { get; private set; }
    public string? ErrorMessage { get; private set; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>
    /// What left our account. What came back had left it, whole, also when its booking is told later (notifications may
    /// be lost, the day's statement has them): nobody is told of more coming back than went out.
    /// </summary>
    public Money Moved => Amount with
    {
        Minor = ReturnedMinor == 0 ? MovedMinor : Math.Max(MovedMinor, Math.Max(Amount.Minor, ReturnedMinor)),
    };

    public Money Returned => Amount with { Minor = ReturnedMinor };
    public RefundError? Error => ErrorCode is null ? null : new RefundError(ErrorCode, ErrorMessage ?? "");
    public bool IsOpen => Phase is TransferPhase.WantsPayee or TransferPhase.ToSend or TransferPhase.AtBank;

    /// <summary>A new transfer, waiting for its payee or due at once.</summary>
    public static Transfer Order(TransferTerms terms, bool isPayeeKnown, DateTimeOffset now, BankRules rules)
    {
        var transfer = new Transfer
        {
            PayoutId = terms.PayoutId, No = terms.No, PaymentId = terms.PaymentId, Amount = terms.Amount,
            Remark = terms.Remark, TraceParent = terms.TraceParent, CreatedAt = now,
        };
        if (!rules.Carries(terms.Amount.Currency))
            transfer.Die(DeathCertificate.NeverSent, PayoutErrors.Currency, now);
        else if (!rules.Carries(terms.Amount))
            transfer.Die(DeathCertificate.NeverSent, PayoutErrors.TooSmall, now);
        else transfer.Become(
            isPayeeKnown ? TransferPhase.ToSend : TransferPhase.WantsPayee, isPayeeKnown ? now : null, now);
        return transfer;
    }

    /// <summary>
    /// We were restored from a copy that is older than this order may be: it counts as sent. Only when the bank has
    /// never seen its number, and no statement of the time that we forgot names it, it is sent after all.
    /// </summary>
    /// <param name="restored">When we were restored.</param>
    /// <param name="now">The present.</param>
    /// <param name="rules">The bank's.</param>
    public void MayHaveBeenSent(DateTimeOffset restored, DateTimeOffset now, BankRules rules)
    {
        if (Phase is not (TransferPhase.WantsPayee or TransferPhase.ToSend)) return;
        (InDoubtSince, SentAt) = (restored, now);
        (Sends, UnansweredSends) = (Sends + 1, UnansweredSends + 1);
        ExecutionDate ??= rules.DayOf(now);
        Become(TransferPhase.AtBank, now, now);
    }

    /// <summary>What is to be sent; only after <see cref="Claim"/>, which fixes its day.</summary>
    public TransferOrder ToOrder() => new(
        No, Amount, PaymentId.ToString("D"),
        ExecutionDate ?? throw new InvalidOperationException($"{No} was not claimed."), Remark);

    /// <summary>For a question, which a transfer that was never claimed here (a restored one) may need too.</summary>
    public TransferOrder ToQuestion(DateOnly today) =>
        new(No, Amount, PaymentId.ToString("D"), ExecutionDate ?? today, Remark);

    /// <summary>
    /// False when it was claimed already, or is over: only the bank can end it then. A claimed one keeps the wish,
    /// because the claim says only that it may have been sent: the connection may never come about, or the claim be a
    /// guess after a restore.
    /// </summary>
    public bool Stop(DateTimeOffset now)
    {
        IsStopAsked |= Phase is TransferPhase.AtBank;
        if (Phase is not (TransferPhase.WantsPayee or TransferPhase.ToSend)) return false;
        Become(TransferPhase.Stopped, null, now);
        return true;
    }

    public void PayeeArrived(DateTimeOffset now)
    {
        if (Phase is TransferPhase.WantsPayee) Become(TransferPhase.ToSend, now, now);
    }

    /// <summary>The order has taken this version over.</summary>
    public void Noted() => NotedVersion = Version;

    /// <summary>
    /// Refund-center knows a higher version: we were started from an older copy, and it ignores what is numbered below.
    /// Whatever comes goes above it. True when what is known now is to be told above it too; what is still open is not,
    /// because the bank may already have told more than we remember.
    /// </summary>
    public bool RiseAbove(int version)
    {
        if (version <= Version) return false;
        var isNews = !IsOpen || NotedVersion < Version;
        Version = isNews ? version + 1 : version;
        if (!isNews) Noted();
        return isNews;
    }

    /// <summary>From here on it counts as possibly live. The caller writes the send in the same transaction.</summary>
    public int Claim(DateTimeOffset now, BankRules rules)
    {
        if (Phase is not TransferPhase.ToSend) throw new InvalidOperationException($"{No} is {Phase}, not to be sent.");
        ExecutionDate ??= rules.DayOf(now);
        SentAt = now;
        UnansweredSends++;
        Become(TransferPhase.AtBank, rules.NextQuestion(now, now), now);
        return ++Sends;
    }

    /// <summary>The answer to a send. A booking in it is told by <see cref="Move"/>, once per reference.</summary>
    public void Answered(int sendNo, ChannelAnswer answer, DateTimeOffset now, BankRules rules)
    {
        if (answer is ChannelAnswer.Unknown or ChannelAnswer.Throttled) return;       // the questions go on
        UnansweredSends--;
        if (sendNo != Sends || Phase is not TransferPhase.AtBank) return;
        if (answer is not ChannelAnswer.Refused refused) return;

        if (refused.Kind is Refusal.SameNumberLater) Unsent(TransferPhase.ToSend, now + rules.NotSentPause, now);
        else if (UnansweredSends == 0) Die(DeathCertificate.OwnAnswer, PayoutErrors.Of(refused), now);
        else Reject(refused, now);
    }

    /// <summary>Its payee's data cannot be read (any more): nothing was sent.</summary>
    public void PayeeMissing(int sendNo, DateTimeOffset now)
    {
        UnansweredSends--;
        if (sendNo == Sends && Phase is TransferPhase.AtBank) Unsent(TransferPhase.WantsPayee, null, now);
    }

    /// <summary>The next question is on its way; another one follows by the plan.</summary>
    public void AskNext(DateTimeOffset now, BankRules rules) =>
        DueAt = Phase is TransferPhase.AtBank && SentAt is { } sent ? rules.NextQuestion(sent, now) : DueAt;

    /// <summary>
    /// The answer to a question. It is a certificate only together with more: a code that was definite before and a
    /// settling time, or the silence of every statement (architecture §8).
    /// </summary>
    /// <param name="answer">What the bank said.</param>
    /// <param name="asked">When it was asked.</param>
    /// <param name="isSilent">
    /// Every statement that could name it was read before the question, and none does; for one in doubt, every one of
    /// the days that we forgot.
    /// </param>
    /// <param name="rules">The bank's.</param>
    public int Asked(ChannelAnswer answer, DateTimeOffset asked, bool isSilent, BankRules rules)
    {
        Asks++;
        if (answer is ChannelAnswer.Unknown or ChannelAnswer.Throttled) return Asks;
        AskedAt = asked;
        if (Phase is not TransferPhase.AtBank) return Asks;

        switch (answer)
        {
            case ChannelAnswer.Refused refused when UnansweredSends == 0:
                Die(DeathCertificate.OwnAnswer, PayoutErrors.Of(refused), asked);
                break;
            case ChannelAnswer.Refused or ChannelAnswer.NeverSeen when IsSettledRejection(asked, rules):
                Die(DeathCertificate.CodeAndQuery, PayoutErrors.Of(RejectedCode!, RejectedMessage!), asked);
                break;
            case ChannelAnswer.Refused refused:
                Reject(refused, asked);
                break;
            case ChannelAnswer.NeverSeen when InDoubtSince is not null:
                if (isSilent) SendAfterAll(asked);
                break;
            case ChannelAnswer.NeverSeen when isSilent && IsSettledNotFound(asked, rules):
                Die(DeathCertificate.SilentStatements, PayoutErrors.NeverBooked, asked);
                break;
            case ChannelAnswer.Accepted or ChannelAnswer.Done:
                // the bank has thought better of it
                (RejectedCode, RejectedMessage, RejectedAt) = (null, null, null);
                InDoubtSince = null;
                break;
            default:
                break;
        }
        return Asks;
    }

    /// <summary>A movement on our account, new by its reference. Never refused, whatever was decided before.</summary>
    public void Move(TransferReport line, DateTimeOffset now, BankRules rules)
    {
        if (line.Amount.Currency != Amount.Currency)
            throw new ArgumentException($"{No} is in {Amount.Currency}.", nameof(line));
        if (line.Kind is TransferReportKind.Booked) MovedMinor = checked(MovedMinor + line.Amount.Minor);
        else ReturnedMinor = checked(ReturnedMinor + line.Amount.Minor);

        InDoubtSince = null;
        var isPaid = MovedMinor > 0 && (ReturnedMinor == 0 || MovedMinor - ReturnedMinor >= Amount.Minor);
        // Told after its return, a booking explains nothing any more.
        if (isPaid || line.Kind is not TransferReportKind.Booked)
        {
            (BankReference, BankTime) = (line.BankReference, rules.StartOf(line.BookedOn));
            var error = isPaid ? null : PayoutErrors.Returned(line.ReasonCode);
            (ErrorCode, ErrorMessage) = (error?.Code, error?.Message);
        }
        Become(isPaid ? TransferPhase.Booked : TransferPhase.Returned, null, now);
    }

    /// <summary>
    /// It was not sent since the copy: nothing of the guess is kept. A number that was never used has no day either; one
    /// that goes again keeps its bytes.
    /// </summary>
    private void SendAfterAll(DateTimeOffset now)
    {
        (InDoubtSince, SentAt) = (null, null);
        if (Sends == 1) ExecutionDate = null;
        (Sends, UnansweredSends) = (Sends - 1, UnansweredSends - 1);
        Unsent(TransferPhase.ToSend, now, now);
    }

    /// <summary>The bank cannot have it. Who asked to stop it meanwhile was told that it may be there.</summary>
    private void Unsent(TransferPhase next, DateTimeOffset? dueAt, DateTimeOffset now)
    {
        if (IsStopAsked) Become(TransferPhase.Stopped, null, now);
        else Become(next, dueAt, now);
    }

    private bool IsSettledRejection(DateTimeOffset asked, BankRules rules) =>
        RejectedAt is { } rejected && asked - rejected >= rules.SettlingTime
            && rules.TrustsNotFound(asked - SentAt!.Value);

    /// <summary>The bank had time to take it over, and has not forgotten it yet.</summary>
    private bool IsSettledNotFound(DateTimeOffset asked, BankRules rules) =>
        asked - SentAt!.Value >= rules.SettlingTime && rules.TrustsNotFound(asked - SentAt!.Value);

    private void Reject(ChannelAnswer.Refused refused, DateTimeOffset now)
    {
        InDoubtSince = null;                                      // it knows the number: it was sent
        if (RejectedAt is null) (RejectedCode, RejectedMessage, RejectedAt) = (refused.Code, refused.Message, now);
    }

    private void Die(DeathCertificate certificate, RefundError error, DateTimeOffset now)
    {
        (Certificate, ErrorCode, ErrorMessage) = (certificate, error.Code, error.Message);
        Become(TransferPhase.Dead, null, now);
    }

    private void Become(TransferPhase phase, DateTimeOffset? dueAt, DateTimeOffset now) =>
        (Phase, DueAt, UpdatedAt, Version) = (phase, dueAt, now, Version + 1);
}
