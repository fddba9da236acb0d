using Channels;
using RefundCenter.Cases;

namespace RefundCenter.Legs;

/// <summary>
/// What changes after the end: successes that die and deaths that live (M10). Facts are never refused, whatever the order
/// in which they come: where two contradict each other, the channel's own times say which one is the later.
/// </summary>
public sealed partial class Leg
{
    private void TakeAfterSuccess(ChannelAnswer answer, Heard heard, LegOutcome outcome)
    {
        NothingDue();
        if (heard.Source is not (AnswerSource.Query or AnswerSource.Notice) && !IsByFile) return;
        switch (answer)
        {
            case ChannelAnswer.Done { Destination: Channels.Destination.Merchant } done when Standing is LegStanding.Paid:
                ComeBack(done, heard, outcome);
                break;
            case ChannelAnswer.Done { Destination: not Channels.Destination.Merchant } done
                when Standing is LegStanding.Returned:
                PayAgain(done, heard, outcome);
                break;
            case ChannelAnswer.Done { Destination: not Channels.Destination.Merchant } done when IsAfter(done.At):
                ChannelTime = done.At ?? ChannelTime;             // what comes back after this has been here
                if (done.Destination is Channels.Destination.PayerBalance)
                    Destination = "payer_balance";                // the payer's bank refused it: a deposit-back (S177)
                break;
            case ChannelAnswer.Accepted { ToPayerBalance: not null } when Standing is LegStanding.Paid:
                Destination = "payer_balance";                    // a part of it (S177)
                break;
            case ChannelAnswer.Refused { Kind: Refusal.Final } or ChannelAnswer.FailedProvisional
                or ChannelAnswer.NeedsOperator when Standing is LegStanding.Paid:
                outcome.Alarm(CaseKind.ContradictedSuccess, $"{heard.Source} says {answer.GetType().Name} of {No}");
                break;
            default:
                break;
        }
    }

    /// <summary>
    /// It was at the payer, and his bank sent it back: our own account has it (S178). What is to be done next people say,
    /// because the merchant may have paid otherwise meanwhile (S162); what they had said of its death was no answer to that.
    /// </summary>
    private void ComeBack(ChannelAnswer.Done done, Heard heard, LegOutcome outcome)
    {
        if (!IsAfter(done.At))
        {
            CameBackBefore(done, outcome);
            return;
        }
        outcome.Alarm(CaseKind.ReturnedAfterSuccess, $"{No} was at the payer and came back to our own account");
        (ByChannelMinor, ToOwnAccountMinor, ChannelTime) = (0, done.Charged.Channel.Minor, done.At ?? ChannelTime);
        (Destination, BackSince) = (null, done.At ?? heard.Now);
        Certify(
            CertificateKind.ReturnedToMerchant, NoQuery($"after success, the channel's number {done.No}"), heard.Now,
            outcome);
        (Status, WaitingFor, Route) = (LegStatus.Returned, null, null);
    }

    /// <summary>By its time it came back first and was paid then: both moved, as if they had been told in their order.</summary>
    private void CameBackBefore(ChannelAnswer.Done done, LegOutcome outcome)
    {
        if (ToOwnAccountMinor > 0) return;
        outcome.Alarm(CaseKind.ContradictedSuccess, $"{No} went to our own account before the payer got it");
        (ToOwnAccountMinor, BackSince) = (done.Charged.Channel.Minor, done.At);
    }

    /// <summary>
    /// Paid again after it came back, by the channel's time. One without a time may be the old success once more: a person
    /// looks at it, and nothing is booked.
    /// </summary>
    private void PayAgain(ChannelAnswer.Done done, Heard heard, LegOutcome outcome)
    {
        if (done.At <= BackSince) return;
        outcome.Alarm(CaseKind.AliveAfterDeath, $"{No} is said to have paid the payer after it had come back");
        if (done.At is not null) TakeDone(done, heard, outcome);
    }

    /// <summary>What pays after its death is recorded as paid, and the certificate stays.</summary>
    private void TakeAfterDeath(ChannelAnswer answer, Heard heard, LegOutcome outcome)
    {
        NothingDue();
        switch (answer)
        {
            case ChannelAnswer.Done { Destination: Channels.Destination.Merchant } done when ToOwnAccountMinor == 0:
                (ToOwnAccountMinor, BackSince) = (done.Charged.Channel.Minor, done.At ?? heard.Now);
                outcome.Alarm(CaseKind.AliveAfterDeath, $"{No} went to our own account after its death");
                break;
            case ChannelAnswer.Done { Destination: not Channels.Destination.Merchant, At: { } paid }
                when BackSince >= paid:
                break;                                            // the success that came back, told late
            case ChannelAnswer.Done { Destination: not Channels.Destination.Merchant } done:
                outcome.Alarm(CaseKind.AliveAfterDeath, $"{No} paid the payer after its death");
                TakeDone(done, heard, outcome);
                break;
            case ChannelAnswer.Accepted or ChannelAnswer.FailedProvisional or ChannelAnswer.NeedsOperator
                when ToOwnAccountMinor == 0:
                outcome.Alarm(CaseKind.AliveAfterDeath, $"the channel works on {No} after its death");
                (Status, Taken) = (LegStatus.Revived, true);
                if (answer is ChannelAnswer.NeedsOperator needs) HasComeBack = needs.HasComeBack;
                KeepAsking(heard);
                break;
            default:
                break;
        }
    }

    /// <summary>Later than what is known of it by the channel's own time; one without a time is what was told last.</summary>
    private bool IsAfter(DateTimeOffset? at) => at is null || ChannelTime is null || at >= ChannelTime;
}
