using Contracts;
using Contracts.Payouts;
using Contracts.Reconciliation;
using RefundCenter.Cases;

namespace RefundCenter.Legs;

/// <summary>What bills and the payout service make of a leg.</summary>
public sealed partial class Leg
{
    /// <summary>
    /// What the channel's own file says (S140). That money moved is success, unless the channel has got it back since;
    /// it is recorded even after a death. Facts come in any order and count once for each number of the channel's, which
    /// tells two movements apart (<see cref="BilledNo"/>).
    /// </summary>
    /// <param name="earlier">The facts that were applied before this one.</param>
    public LegOutcome Billed(BillFact fact, IEnumerable<SeenBillFact> earlier, DateTimeOffset now) =>
        Change(now, outcome =>
    {
        ToldBy = Legs.ToldBy.File;
        var moves = earlier
            .Where(x => x.Kind is not BillFactKind.Silent && x.Amount.Currency == Amount.Currency).ToList();
        switch (fact.Kind)
        {
            case BillFactKind.Moved:
                BilledMoved(fact, [.. moves, SeenBillFact.Of(fact, now)], outcome);
                break;
            case BillFactKind.MovedTwice:
                BilledAgain(fact, moves, outcome);
                break;
            default:
                if (!WasTold(fact, earlier)) BilledSilent(fact, now, outcome);
                break;
        }
    });

    /// <summary>
    /// Of each last day silence is told once, and a later send has a later one; while two releases of reconciliation
    /// run beside each other it may come under two names.
    /// </summary>
    private static bool WasTold(BillFact silence, IEnumerable<SeenBillFact> earlier) =>
        earlier.Any(x => x.Kind is BillFactKind.Silent && x.BillDate >= silence.BillDate);

    /// <summary>
    /// Which of several movements is the first is reconciliation's choice: the number that the channel told us may be
    /// that of another one, if it stands in the files as well.
    /// </summary>
    private void BilledMoved(BillFact fact, List<SeenBillFact> moves, LegOutcome outcome)
    {
        var answered = ByChannelMinor - moves.Where(IsFurther).Sum(x => x.Amount.Minor);
        var expected = answered > 0 && moves.FindAll(x => !IsFurther(x)).Count == 1 ? Minor(answered) : Amount;
        var isOurs = fact.ChannelNo is null || ChannelNo is null
            || moves.Exists(x => BilledNo.ChannelsOf(x.ChannelNo) == ChannelNo);
        if (fact.Amount != expected || !isOurs)
            outcome.Alarm(CaseKind.Mismatch,
                $"{No}: the bill says {fact.Amount} as {fact.ChannelNo}, we know {expected} as {ChannelNo}");
        // A case and no booking: a number is told of once, and a later version of the file may have the right amount.
        if (fact.Amount != expected) return;
        if (isOurs) BilledOn = fact.BillDate;
        // What left the channel's hands came back to it: an abnormal refund's outflow is no success.
        if (CameBack || InFiles(moves) <= ByChannelMinor) return;
        ChannelNo ??= BilledNo.ChannelsOf(fact.ChannelNo);
        (Taken, ChannelTime) = (true, fact.At);
        BilledPaid(InFiles(moves), outcome);
    }

    private void BilledAgain(BillFact fact, List<SeenBillFact> moves, LegOutcome outcome)
    {
        outcome.Alarm(CaseKind.MovedTwice,
            $"{No} moved again as {fact.ChannelNo}, {fact.Amount}, bill of {fact.BillDate:yyyy-MM-dd}");
        if (fact.Amount.Currency != Amount.Currency || moves.Exists(x => x.ChannelNo == fact.ChannelNo)) return;
        var isAnswered = BilledNo.ChannelsOf(fact.ChannelNo) == ChannelNo;
        if (isAnswered) BilledOn ??= moves.Find(x => !IsFurther(x) && x.Amount == Amount)?.BillDate;
        ChannelTime ??= fact.At;
        var paid = ByChannelMinor + (isAnswered ? 0 : fact.Amount.Minor);
        BilledPaid(Math.Max(paid, InFiles(moves) + fact.Amount.Minor), outcome);
    }

    private void BilledPaid(long byChannel, LegOutcome outcome)
    {
        if (DiedAt is not null && Standing is not LegStanding.Paid)
            outcome.Alarm(CaseKind.AliveAfterDeath, $"{No} paid the payer after its death, says the bill");
        Succeed(byChannel, Destination ?? "payer");
    }

    /// <summary>What moved to the payer by the files, each number of the channel's once.</summary>
    private long InFiles(IEnumerable<SeenBillFact> moves) => moves
        .Where(x => IsFurther(x) || (x.Amount == Amount && !CameBack))
        .DistinctBy(x => x.ChannelNo).Sum(x => x.Amount.Minor);

    private static bool IsFurther(SeenBillFact move) => move.Kind is BillFactKind.MovedTwice;

    /// <summary>
    /// It came back to the channel, or went on to our own account. What only wants a person (debited and not booked,
    /// UnionPay 75) may well have moved.
    /// </summary>
    private bool CameBack => ToOwnAccountMinor > 0 || ReturnSentAt is not null || ReturnRefused
        || (Status is LegStatus.Abnormal or LegStatus.NeedsOperator && HasComeBack is not false)
        || (Status is LegStatus.Revived && HasComeBack is true);

    private void BilledSilent(BillFact fact, DateTimeOffset now, LegOutcome outcome)
    {
        if (Standing is LegStanding.Paid)
        {
            outcome.Alarm(CaseKind.ContradictedSuccess, $"{No} stands in no file through {fact.BillDate:yyyy-MM-dd}");
            return;
        }
        if (fact.At < SubmittedAt) return;                        // of the days before it was sent again
        SilentUntil = fact.At;
        if (Standing is not LegStanding.Live) return;
        if (IsByFile) WaitingFor = "operator";                    // there is nobody to ask: a person looks it up
        else if (!InFlight && Method == Methods.Interface) Next(LegStep.Query, now);
    }

    /// <summary>
    /// What the payout service says of this leg's payment; an older version than known changes nothing.
    /// </summary>
    public LegOutcome PayoutTold(PayoutChanged payout, DateTimeOffset now) => Change(now, outcome =>
    {
        if (payout.Version <= PayoutVersion) return;
        PayoutVersion = payout.Version;
        ToldBy = payout.Status is PayoutStatus.Succeeded or PayoutStatus.Failed or PayoutStatus.Returned
            ? Legs.ToldBy.Bank
            : null;
        (ByPayoutMinor, ReturnedMinor) = (MinorOf(payout.Moved), MinorOf(payout.Returned));
        (ChannelTime, Code, Message) = (payout.BankTime, payout.Error?.Code, payout.Error?.Message);
        var wasDead = Status is LegStatus.Dead;
        var reference = payout.Error?.Code ?? payout.BankReference;
        var proof = NoQuery($"payout version {payout.Version}, {payout.Status}, {reference}");
        switch (payout.Status)
        {
            case PayoutStatus.Succeeded:
                (Status, Destination, WaitingFor) = (LegStatus.Succeeded, "bank_account", null);
                if (payout.BankTime is { } booked) BilledOn = DateOnly.FromDateTime(booked.ToOffset(BankZone).DateTime);
                break;
            case PayoutStatus.Failed:
                Die(CertificateKind.PayoutFailed, proof, now, outcome);
                break;
            case PayoutStatus.Stopped:
                NeverSent = true;
                Die(CertificateKind.NeverSent, proof, now, outcome);
                break;
            case PayoutStatus.Returned:
                Die(CertificateKind.PayoutReturned, proof, now, outcome);
                break;
            case var live when !wasDead:
                (Status, WaitingFor) = live switch
                {
                    PayoutStatus.PayeeDataWanted => (LegStatus.PayeeDataWanted, "payee_data"),
                    PayoutStatus.Sent => (LegStatus.Sent, null),
                    _ => (LegStatus.Ready, (string?)null),
                };
                break;
            default:
                Status = LegStatus.Revived;
                break;
        }
        if (wasDead && Standing is not LegStanding.Dead)
            outcome.Alarm(CaseKind.AliveAfterDeath, $"{No} is {payout.Status} after its death");
    });

    /// <summary>Banks book by the day of their own country.</summary>
    private static readonly TimeSpan BankZone = TimeSpan.FromHours(8);

    private long MinorOf(Money money) => money.Currency == Amount.Currency
        ? money.Minor
        : throw new InvalidOperationException($"{No} is in {Amount.Currency}, and the payout says {money.Currency}.");
}
