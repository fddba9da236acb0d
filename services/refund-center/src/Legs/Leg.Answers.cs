using Channels;
using RefundCenter.Cases;

namespace RefundCenter.Legs;

/// <summary>What a channel's answers make of a leg (architecture §8). Unknown is never read as failed.</summary>
public sealed partial class Leg
{
    private readonly record struct Heard(
        AnswerSource Source, DateTimeOffset AskedAt, DateTimeOffset Now, LegRules Rules);

    /// <summary>
    /// An answer to a send. It counts for its send whenever it comes; it moves the leg only if that send is the latest.
    /// What an earlier send is told belatedly is at most a reason to ask.
    /// </summary>
    public LegOutcome Answered(SentRequest sent, ChannelAnswer answer, DateTimeOffset now, LegRules rules) =>
        Change(now, outcome =>
    {
        answer = Checked(answer, outcome);
        ToldBy = WhoTold(answer);
        if (IsByFile) HandedOverAt ??= now;                       // the bank speaks of it, so it has it
        if (sent.Step is not LegStep.Query && IsItsOwn(answer) && UnansweredSends > 0) UnansweredSends--;
        if (sent.No != LastSendNo)
        {
            if (!IsPositive(answer)) return;
            Taken = true;
            if (!InFlight && Standing is not (LegStanding.Paid or LegStanding.Returned)) Next(LegStep.Query, now);
            return;
        }
        InFlight = false;
        Take(answer, new Heard(SourceOf(sent.Step), sent.ClaimedAt, now, rules), outcome);
    });

    /// <summary>A lease ended without an answer: that is the answer Unknown (architecture §7).</summary>
    public LegOutcome Lapsed(SentRequest sent, DateTimeOffset now, LegRules rules) =>
        Answered(sent, new ChannelAnswer.Unknown("its lease ended without an answer"), now, rules);

    /// <summary>The channel told it unasked.</summary>
    public LegOutcome Noticed(ChannelAnswer answer, DateTimeOffset now, LegRules rules) => Change(now, outcome =>
    {
        var (step, dueAt) = (Step, DueAt);
        answer = Checked(answer, outcome);
        if (!IsNews(answer)) return;
        ToldBy = WhoTold(answer);
        Take(answer, new Heard(AnswerSource.Notice, now, now, rules), outcome);
        // it does not say all: a reason to ask
        if (answer is ChannelAnswer.Accepted && Step is LegStep.Query) DueAt = now;
        // A send under way will be answered or lapse, and then decides what is next.
        if (InFlight && Step is not null) (Step, DueAt) = (step, dueAt);
    });

    /// <summary>Where nothing was understood, nobody said it.</summary>
    private static string? WhoTold(ChannelAnswer answer) =>
        answer is ChannelAnswer.Unknown ? null : Legs.ToldBy.Channel;

    private void Take(ChannelAnswer answer, Heard heard, LegOutcome outcome)
    {
        switch (Status)
        {
            case LegStatus.Succeeded or LegStatus.Returned:
                TakeAfterSuccess(answer, heard, outcome);
                break;
            case LegStatus.Dead:
                TakeAfterDeath(answer, heard, outcome);
                break;
            default:
                TakeAlive(answer, heard, outcome);
                break;
        }
    }

    private void TakeAlive(ChannelAnswer answer, Heard heard, LegOutcome outcome)
    {
        switch (answer)
        {
            case ChannelAnswer.Done done:
                TakeDone(done, heard, outcome);
                break;
            case ChannelAnswer.Accepted accepted:
                (ChannelNo, WaitingFor) = (ChannelNo ?? accepted.No, null);
                IsThere();
                if (Status is not LegStatus.Revived)
                    Status = ReturnSentAt is not null && !ReturnRefused ? LegStatus.Returning : LegStatus.Accepted;
                KeepAsking(heard);
                break;
            case ChannelAnswer.Refused { Kind: Refusal.Final } refused:
                TakeFinalRefusal(refused, heard, outcome);
                break;
            case ChannelAnswer.Refused refused:
                TakeRefusalForNow(refused, heard);
                break;
            case ChannelAnswer.FailedProvisional failed:
                (Status, WaitingFor) = (LegStatus.Provisional, null);
                IsThere();
                (Code, Message) = (failed.Code, failed.Message);
                KeepAsking(heard);
                break;
            case ChannelAnswer.NeedsOperator needs:
                TakeAbnormal(needs, heard);
                break;
            case ChannelAnswer.NeverSeen when heard.Source is AnswerSource.Query:
                TakeNeverSeen(heard, outcome);
                break;
            case ChannelAnswer.Throttled throttled:
                TakeThrottled(throttled, heard);
                break;
            default:
                TakeUnknown(heard);
                break;
        }
    }

    private void TakeDone(ChannelAnswer.Done done, Heard heard, LegOutcome outcome)
    {
        (ChannelNo, Taken, DoomedAt, ChannelTime) = (done.No, true, null, done.At);
        if (done.Destination is Channels.Destination.Merchant)
        {
            (ToOwnAccountMinor, BackSince) = (done.Charged.Channel.Minor, done.At ?? heard.Now);
            Die(CertificateKind.ReturnedToMerchant, NoQuery($"the channel's number {done.No}"), heard.Now, outcome);
            return;
        }
        Succeed(
            done.Charged.Channel.Minor,
            done.Destination is Channels.Destination.PayerBalance ? "payer_balance" : "payer");
    }

    /// <summary>The channel has it: whatever pointed to a death is past.</summary>
    private void IsThere() => (Taken, DoomedAt, SilentUntil) = (true, null, null);

    private void Succeed(long byChannel, string destination)
    {
        (Status, ByChannelMinor, Destination) = (LegStatus.Succeeded, byChannel, destination);
        (WaitingFor, DoomedAt) = (null, null);
        (Code, Message) = (null, null);
        NothingDue();
    }

    private void TakeRefusalForNow(ChannelAnswer.Refused refused, Heard heard)
    {
        if (heard.Source is AnswerSource.Query or AnswerSource.Notice)
        {
            KeepAsking(heard);                                    // a refused question says nothing about the refund
            return;
        }
        (Code, Message) = (refused.Code, refused.Message);
        WaitingFor = refused.Kind switch
        {
            Refusal.Funds => "channel_funds",
            Refusal.Configuration => "operator",
            _ => null,
        };
        var later = heard.Now + heard.Rules.LaterPause(TimesRefused++);
        if (heard.Source is AnswerSource.ReturnToMerchant)
        {
            Status = LegStatus.Abnormal;
            Next(LegStep.ReturnToMerchant, later);
            return;
        }
        if (DoomedAt is null) Status = LegStatus.Refused;
        Next(LegStep.Submit, later);
    }

    /// <summary>
    /// The payer's bank sent it back to the channel. It goes to our own account, because only that certifies that the
    /// payer will not get it this way (architecture §8); where that cannot be had, or the channel has not got it back,
    /// a person decides.
    /// </summary>
    private void TakeAbnormal(ChannelAnswer.NeedsOperator needs, Heard heard)
    {
        ChannelNo ??= needs.No;
        IsThere();
        (Code, Message) = ("needs_operator", needs.What);
        if (heard.Source is AnswerSource.ReturnToMerchant) ReturnRefused = true;
        else HasComeBack = needs.HasComeBack;
        if (!needs.HasComeBack || !heard.Rules.ReturnsToMerchant || ReturnRefused || ChannelNo is null
            || Status is LegStatus.Revived)
            NeedOperator(heard);
        else if (ReturnSentAt is not { } sent)
            Return(heard);
        else if (heard.Source is AnswerSource.Query && heard.AskedAt >= sent + heard.Rules.Settling)
            Next(LegStep.ReturnToMerchant, heard.Now + heard.Rules.LaterPause(TimesRefused++));
        else
            Next(LegStep.Query, Later(heard.Now, sent + heard.Rules.Settling));
    }

    private void Return(Heard heard)
    {
        (Status, WaitingFor) = (LegStatus.Abnormal, null);
        Next(LegStep.ReturnToMerchant, heard.Now);
    }

    /// <summary>This channel cannot send it to our own account: a person decides.</summary>
    public LegOutcome CannotReturn(DateTimeOffset now, LegRules rules) => Change(now, _ =>
    {
        ReturnRefused = true;
        NeedOperator(new Heard(AnswerSource.Query, now, now, rules));
    });

    /// <summary>
    /// Alone it proves nothing: the request may still be on its way. After the settling time the same number may go
    /// again.
    /// </summary>
    private void TakeNeverSeen(Heard heard, LegOutcome outcome)
    {
        if (DiesByQuery(heard, "never seen", outcome, isNotFound: true)) return;
        if (DoomedAt is { } doomed)
        {
            // an untrusted key says nothing any more: files and people decide
            if (heard.AskedAt >= doomed + heard.Rules.Settling) NeedOperatorWithoutAsking();
            else Next(LegStep.Query, Later(heard.Now, doomed + heard.Rules.Settling));
            return;
        }
        var sentAt = SubmittedAt ?? MayHaveBeenSentAt ?? CreatedAt;
        if (DiesOvertaken(heard, sentAt + heard.Rules.Settling, outcome)) return;
        if (Taken) outcome.Alarm(CaseKind.Vanished, $"accepted before, and now the channel has never seen {No}");
        // what was silent may be at such a channel; what it found too much, and has never seen, is not
        var isAskedOnly = heard.Rules.Retry is RetryMode.QueryOnly && UnansweredSends > ThrottledSends;
        if (Taken || isAskedOnly || heard.Rules.Retry is RetryMode.Never)
        {
            KeepAsking(heard);
            return;
        }
        // under a key that may be forgotten by now, not found is no reason to send it again (S22)
        if (!heard.Rules.TrustsNotFound(MayHaveBeenSentSince, heard.AskedAt)) KeepAsking(heard);
        else if (sentAt + PauseBeforeNextSend(heard.Rules.Settling) is var again && heard.AskedAt < again)
            Next(LegStep.Query, Later(heard.Now, again));
        else Next(LegStep.Submit, heard.Now);
    }

    /// <summary>
    /// The settling time, and twice as long each time, up to about an hour: what a channel neither refuses nor keeps is
    /// not in its hands any sooner for being sent every minute.
    /// </summary>
    private TimeSpan PauseBeforeNextSend(TimeSpan settling)
    {
        var pause = settling;
        for (var sends = 1; sends < Submits && pause < LongestPause; sends++) pause += pause;
        return pause;
    }

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private void TakeThrottled(ChannelAnswer.Throttled throttled, Heard heard)
    {
        var shortest = heard.Rules.ThrottlePause;
        var pause = throttled.RetryAfter is { } asked && asked > shortest ? asked : shortest;
        if (heard.Source is not AnswerSource.Submit)
        {
            Next(LegStep.Query, heard.Now + pause);
            return;
        }
        (ThrottledSends, WaitingFor) = (ThrottledSends + 1, null);
        if (!Taken && DoomedAt is null) Status = LegStatus.Unknown;
        if (heard.Rules.Retry is RetryMode.Never) NeedOperatorWithoutAsking();
        else Next(LegStep.Query, heard.Now + pause);
    }

    private void TakeUnknown(Heard heard)
    {
        if (heard.Source is not AnswerSource.Submit)
        {
            KeepAsking(heard);
            return;
        }
        if (!Taken && DoomedAt is null) Status = LegStatus.Unknown;
        WaitingFor = null;
        if (heard.Rules.Retry is RetryMode.SameRequest && !RetriedAtOnce)
        {
            RetriedAtOnce = true;
            Next(LegStep.Submit, heard.Now);
            return;
        }
        KeepAsking(heard);
    }

    /// <summary>By the probe plan; when it is over, or nothing can be asked, files and people decide.</summary>
    private void KeepAsking(Heard heard)
    {
        var earliest = DoomedAt + heard.Rules.Settling;           // before it, a query proves nothing for a doomed leg
        var probe = heard.Rules.NextProbe(DoomedAt ?? SubmittedAt ?? MayHaveBeenSentAt ?? CreatedAt, heard.Now);
        if (heard.Rules.Retry is RetryMode.Never || probe is null) NeedOperatorWithoutAsking();
        else Next(LegStep.Query, earliest is { } from ? Later(from, probe.Value) : probe.Value);
    }

    private void NeedOperator(Heard heard)
    {
        if (Status is not LegStatus.Revived) Status = LegStatus.NeedsOperator;
        KeepAsking(heard);
        WaitingFor = "operator";
    }

    private void NeedOperatorWithoutAsking()
    {
        WaitingFor = "operator";
        NothingDue();
    }
}
