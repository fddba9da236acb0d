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
            case ChannelAnswer.Done { Destination: Channels.Destination.Merchant } done when IsAfter(done.At):
                ComeBack(done, heard, outcome);
                break;
            case ChannelAnswer.Done { Destination: Channels.Destination.PayerBalance } done
                when Standing is LegStanding.Paid && IsAfter(done.At):
                Destination = "payer_balance";                    // the payer's bank refused it: a deposit-back (S177)
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
    /// It was at the payer, and his bank sent it back: our own account has it (S178). What is to be done next a person
    /// says, because the merchant may have paid otherwise meanwhile (S162).
    /// </summary>
    private void ComeBack(ChannelAnswer.Done done, Heard heard, LegOutcome outcome)
    {
        if (Standing is not LegStanding.Paid) return;
        outcome.Alarm(CaseKind.ReturnedAfterSuccess, $"{No} was at the payer and came back to our own account");
        (ByChannelMinor, ToOwnAccountMinor, ChannelTime) = (0, done.Charged.Channel.Minor, done.At ?? ChannelTime);
        (Destination, BackSince) = (null, done.At ?? heard.Now);
        Certify(
            CertificateKind.ReturnedToMerchant, NoQuery($"after success, the channel's number {done.No}"), heard.Now,
            outcome);
        (Status, WaitingFor) = (LegStatus.Returned, null);
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
                KeepAsking(heard);
                break;
            default:
                break;
        }
    }

    /// <summary>Later than what is known of it by the channel's own time; one without a time is what was told last.</summary>
    private bool IsAfter(DateTimeOffset? at) => at is null || ChannelTime is null || at >= ChannelTime;
}
