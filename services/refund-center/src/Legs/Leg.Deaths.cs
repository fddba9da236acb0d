using Channels;

namespace RefundCenter.Legs;

/// <summary>When a leg is dead (architecture §8).</summary>
public sealed partial class Leg
{
    /// <summary>
    /// Certain only when nothing else may still be under way: every send has an answer of its own and, for the refusal
    /// of a request that is no statement about the refund itself, the channel never said that it has it. Else a query
    /// after the settling time decides.
    /// </summary>
    private void TakeFinalRefusal(ChannelAnswer.Refused refused, Heard heard, LegOutcome outcome)
    {
        if (heard.Source is AnswerSource.ReturnToMerchant)
        {
            (Code, Message, ReturnRefused) = (refused.Code, refused.Message, true);
            NeedOperator(heard);
            return;
        }
        (Code, Message, WaitingFor) = (refused.Code, refused.Message, null);
        if (IsByFile)
        {
            Doom(heard);                                          // one person brought it: a second one has to agree
            return;
        }
        var isAboutTheRefund = heard.Source is not AnswerSource.Submit;
        if (UnansweredSends == 0 && (isAboutTheRefund || !Taken))
            Die(CertificateKind.DefiniteCode, NoQuery(null) with { CodeAt = heard.Now }, heard.Now, outcome);
        else if (!DiesByQuery(heard, refused.Code, outcome, isNotFound: false))
            Doom(heard);
    }

    /// <summary>
    /// The second proof: a query made after the code and the settling time, or after the silence of all files; and in any
    /// case a settling time after the last send, which it would not see before. One that found nothing counts only under a
    /// key that the channel still knew at that age (S22).
    /// </summary>
    private bool DiesByQuery(Heard heard, string asked, LegOutcome outcome, bool isNotFound)
    {
        if (heard.Source is not AnswerSource.Query) return false;
        if (heard.AskedAt < SubmittedAt + heard.Rules.Settling) return false;
        if (isNotFound && !heard.Rules.TrustsNotFound(MayHaveBeenSentSince, heard.AskedAt)) return false;
        var evidence = new Evidence(Code, DoomedAt, Submits, UnansweredSends, heard.AskedAt, asked, null);
        if (DoomedAt is { } doomed && heard.AskedAt >= doomed + heard.Rules.Settling)
            Die(CertificateKind.DefiniteCode, evidence, heard.Now, outcome);
        else if (SilentUntil is { } silent && heard.AskedAt >= silent)
            Die(CertificateKind.Silence, evidence with { Note = $"the files are silent through {silent:O}" },
                heard.Now, outcome);
        else
            return false;
        return true;
    }

    /// <summary>What a query's age is counted from: a restore may have made us forget the first sends.</summary>
    private DateTimeOffset MayHaveBeenSentSince =>
        MayHaveBeenSentAt is null ? SubmittedAt ?? CreatedAt : NumberedAt ?? CreatedAt;

    /// <summary>
    /// A payout was ordered behind it before a restore, so it was certainly dead then. What the channel knows of it is
    /// still asked for, and counts; but it is never sent again. One that has paid paid after its death: it gets its
    /// certificate back, so that the payout's leg can be made again behind it, and stays paid.
    /// </summary>
    /// <param name="by">The payout's ordinal.</param>
    /// <param name="now">The present.</param>
    public LegOutcome Overtaken(int by, DateTimeOffset now) => Change(now, outcome =>
    {
        if (Standing is LegStanding.Paid) Certify(CertificateKind.Overtaken, NoQuery(OrderedBehind(by)), now, outcome);
        if (Standing is not LegStanding.Live || Method == Methods.Payout) return;
        OvertakenBy = Math.Max(OvertakenBy ?? 0, by);
        if (Step is LegStep.Submit) Next(LegStep.Query, now);
    });

    private bool DiesOvertaken(Heard heard, DateTimeOffset visible, LegOutcome outcome)
    {
        if (OvertakenBy is not { } by || heard.AskedAt < visible) return false;
        var evidence = NoQuery(OrderedBehind(by)) with { AskedAt = heard.AskedAt, Asked = "never seen" };
        Die(CertificateKind.Overtaken, evidence, heard.Now, outcome);
        return true;
    }

    private static string OrderedBehind(int by) => $"leg {by}, a payout, was ordered behind it before a restore";

    private void Doom(Heard heard)
    {
        if (Status is not LegStatus.Revived) Status = LegStatus.Dying;
        DoomedAt ??= heard.Now;
        if (heard.Rules.Retry is RetryMode.Never) NeedOperatorWithoutAsking();
        else Next(LegStep.Query, Later(heard.Now, DoomedAt.Value + heard.Rules.Settling));
    }
}
