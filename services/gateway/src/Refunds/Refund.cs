using Contracts;
using Gateway.Merchants;
using Gateway.Payments;

namespace Gateway.Refunds;

/// <summary>
/// A refund as its merchant sees it. The request writes it; afterwards it follows its saga (<see cref="Follow"/>), in
/// the same transaction, and every visible change makes one new version.
/// </summary>
public sealed partial class Refund
{
    private static readonly TimeSpan CancelPatience = TimeSpan.FromSeconds(5);
    private static readonly DateTimeOffset VersionsBegin = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public Guid Id { get; init; }

    public Guid MerchantId { get; init; }

    /// <summary>The merchant's own number, unique for ever (S2, S4).</summary>
    public required string MerchantRefundNo { get; init; }

    public Guid PaymentId { get; private set; }

    public Money Amount { get; private set; }

    public RefundKind Kind { get; private set; }

    /// <summary>Of an error refund its amount, which a key compares with the payment (S142); minor units.</summary>
    public long? WholeMinor { get; private set; }

    /// <summary>
    /// As admitted it takes a part of its payment and counts there: a key keeps that from payments that go back whole.
    /// Null for all others, and for what facts bring back.
    /// </summary>
    public bool? NeedsParts { get; private set; }

    public string? Reason { get; private set; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>The trace of the request: everything that follows from it stands there.</summary>
    public string? TraceParent { get; private set; }

    /// <summary>The merchant's promise policy when it asked.</summary>
    public PromisePolicy Promise { get; init; }

    public MerchantState State { get; private set; }

    /// <summary>1, and one more each time it is re-opened.</summary>
    public int Attempt { get; private set; } = 1;

    /// <summary>Higher with each visible change: <see cref="VersionAt"/>. The sequence of webhooks and the ETag.</summary>
    public int Version { get; private set; }

    public string? Method { get; private set; }

    /// <summary>
    /// Who must act: <c>merchant_funds</c>, <c>payee_data</c>, <c>operator</c>, <c>channel_funds</c>; null when nobody.
    /// </summary>
    public string? WaitingFor { get; private set; }

    public DateTimeOffset? ExpectedUntil { get; private set; }

    public string? Destination { get; private set; }

    public string? ErrorCode { get; private set; }

    public string? ErrorMessage { get; private set; }

    /// <summary>Whether repeating the request re-opens it.</summary>
    public bool Retryable { get; private set; }

    public DateTimeOffset? AcceptedAt { get; private set; }

    public DateTimeOffset? SuccessPromisedAt { get; private set; }

    /// <summary>The channel's or bank's own time of the outcome (S38).</summary>
    public DateTimeOffset? ChannelFinalAt { get; private set; }

    /// <summary>When the channel's own file was found to agree (S140).</summary>
    public DateTimeOffset? ReconciledAt { get; private set; }

    public DateOnly? BillDate { get; private set; }

    public DateTimeOffset? CancelAskedAt { get; private set; }

    public DateTimeOffset? CancelRefusedAt { get; private set; }

    /// <summary>When the wish is said to the saga again; null when the saga has it, or there is none.</summary>
    public DateTimeOffset? CancelRepeatAt { get; private set; }

    public HandOnStep HandOn { get; private set; }

    public DateTimeOffset? HandedOnAt { get; private set; }

    /// <summary>What of it may still reach the payer; minor units.</summary>
    public long InFlight { get; private set; }

    /// <summary>What of it the payer has; minor units.</summary>
    public long AtPayer { get; private set; }

    /// <summary>Beyond its amount at the payer, as the merchant was shown it; minor units.</summary>
    public long Excess { get; private set; }

    public long CountedInFlight { get; private set; }

    public long CountedAtPayer { get; private set; }

    /// <summary>The payment's sums do not know the last change yet: <see cref="CountRefunds"/>.</summary>
    public bool CountDue { get; private set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>
    /// Legs of it are dead and may be executed by their channel all the same, until then; null when there is none.
    /// </summary>
    public DateTimeOffset? MayReviveUntil { get; private set; }

    /// <summary>What the last change means; of this transaction, not stored.</summary>
    public RefundNews News { get; private set; }

    /// <summary>Where the last change came from; of this transaction, not stored.</summary>
    public ChangeOrigin Origin { get; private set; }

    /// <summary>With which it was answered first.</summary>
    public int FirstVersion => VersionAt(CreatedAt);

    /// <summary>
    /// The version of the channel's rulebook by which it was admitted (M3); null for one that an older release admitted.
    /// </summary>
    public int? RulebookVersion { get; private set; }

    /// <summary>What it would move beyond what is counted of it, if it were executed all the same; minor units.</summary>
    public long MayMoveYet => Math.Max(0, Amount.Minor - CountedInFlight - CountedAtPayer);

    public bool IsEnded => State is MerchantState.Succeeded or MerchantState.Failed or MerchantState.Rejected
        or MerchantState.Cancelled or MerchantState.Returned;

    /// <summary>Nobody but us knows of this attempt yet.</summary>
    public bool IsStillHere => HandOn is HandOnStep.PaymentUncleared or HandOnStep.Due;

    /// <summary>Admits a refund: reserves its amount on the payment, which the caller has locked and checked.</summary>
    public static Refund Ask(Guid id, Payment payment, RefundWish wish, DateTimeOffset now)
    {
        payment.Reserve(wish.Amount, now);
        if (wish.Kind is not RefundKind.Ordinary) payment.OnlyWhole();
        return new Refund
        {
            Id = id,
            MerchantId = payment.MerchantId,
            MerchantRefundNo = wish.MerchantRefundNo,
            PaymentId = payment.Id,
            Amount = wish.Amount,
            Kind = wish.Kind,
            WholeMinor = wish.Kind is RefundKind.Ordinary ? null : wish.Amount.Minor,
            NeedsParts = PartOf(payment, wish.Amount),
            Reason = wish.Reason,
            Metadata = wish.Metadata,
            Promise = wish.Promise,
            TraceParent = wish.TraceParent,
            State = MerchantState.Received,
            Version = VersionAt(now),
            HandOn = StepFor(payment),
            InFlight = wish.Amount.Minor,
            CountedInFlight = wish.Amount.Minor,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    /// <summary>Notes the version of the rulebook by which it, or its present attempt, was admitted (M3).</summary>
    public void AdmittedBy(Channels.Rulebook? rules) => RulebookVersion = rules?.Version;

    /// <summary>
    /// The same refund once more, with a new deduction (S4); the caller has checked that it may be retried and fits.
    /// </summary>
    public void Reopen(Payment payment, RefundWish wish, DateTimeOffset now)
    {
        if (!Retryable) throw new InvalidOperationException($"Refund {Id} may not be retried.");
        (InFlight, CountDue) = (Amount.Minor - Math.Min(AtPayer, Amount.Minor), true);
        CountOn(payment, now);
        (Attempt, State, HandOn, HandedOnAt) = (Attempt + 1, MerchantState.Received, StepFor(payment), null);
        (Retryable, ErrorCode, ErrorMessage, Method, ExpectedUntil, AcceptedAt) = (false, null, null, null, null, null);
        (ChannelFinalAt, CancelAskedAt, CancelRefusedAt, CancelRepeatAt) = (null, null, null, null);
        (WaitingFor, TraceParent, NeedsParts) = (null, wish.TraceParent, PartOf(payment, Amount));
        Changed(now, ChangeOrigin.Merchant);
    }

    /// <summary>The payment was cleared: the refund may go on.</summary>
    public void PaymentCleared()
    {
        if (HandOn is HandOnStep.PaymentUncleared) HandOn = HandOnStep.Due;
    }

    /// <summary>Cancels what nobody else has heard of.</summary>
    public void Withdraw(DateTimeOffset now)
    {
        if (!IsStillHere) throw new InvalidOperationException($"Refund {Id} is on its way.");
        (State, HandOn, CancelAskedAt) = (MerchantState.Cancelled, HandOnStep.Withdrawn, now);
        CountsFor(new(0, AtPayer));
        Changed(now, ChangeOrigin.Merchant);
    }

    /// <summary>
    /// The merchant wants it stopped; others decide whether that is still possible. True when that is new.
    /// </summary>
    public bool AskToCancel(DateTimeOffset now)
    {
        if (CancelAskedAt is not null && CancelRefusedAt is null) return false;
        (CancelAskedAt, CancelRefusedAt, CancelRepeatAt) = (now, null, now + CancelPatience);
        Changed(now, ChangeOrigin.Merchant);
        return true;
    }

    /// <summary>The wish was said again: see <see cref="RepeatCancels"/>.</summary>
    public void CancelRepeated(DateTimeOffset now) => CancelRepeatAt = now + CancelPatience;

    /// <summary>Brings the payment's sums to what is true of this refund now; both rows are locked.</summary>
    public void CountOn(Payment payment, DateTimeOffset now)
    {
        var counted = payment.Count(new(CountedInFlight, CountedAtPayer), new(InFlight, AtPayer), now);
        (CountedInFlight, CountedAtPayer, CountDue) = (counted.InFlight, counted.AtPayer, false);
        payment.KeepRoomUntil(MayReviveUntil);
    }

    private void CountsFor(Counted now)
    {
        if (now == new Counted(InFlight, AtPayer)) return;
        (InFlight, AtPayer, CountDue) = (now.InFlight, now.AtPayer, true);
        if (!now.IsPart) NeedsParts = null;
    }

    private void Changed(DateTimeOffset now, ChangeOrigin origin = default, RefundNews news = default)
    {
        (Version, UpdatedAt) = (Math.Max(Version + 1, VersionAt(now)), now);
        (Origin, News) = (origin, news);
    }

    private static bool? PartOf(Payment payment, Money amount) => amount < payment.Paid ? true : null;

    /// <summary>
    /// Whole seconds since 2025 (until 2093). Started from an older copy we do not know how far we had counted: made from
    /// the time, what is told now is above it all the same, and no receiver takes it for old.
    /// </summary>
    private static int VersionAt(DateTimeOffset now) =>
        checked((int)((now - VersionsBegin).Ticks / TimeSpan.TicksPerSecond));

    private static HandOnStep StepFor(Payment payment) =>
        payment.ClearedAt is null ? HandOnStep.PaymentUncleared : HandOnStep.Due;
}
