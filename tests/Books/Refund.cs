using Channels;
using Contracts;
using Contracts.Accounting;
using Contracts.Executions;
using Contracts.Payments;
using Contracts.Reconciliation;
using RefundCenter.Executions;
using RefundCenter.Legs;

namespace Books.Tests;

/// <summary>
/// A refund as the refund center's own rules see it, and what the books are then ordered to: gateway and clearing carry
/// outcome and movements through unchanged, under the next order number.
/// </summary>
internal sealed class Refund
{
    public const long Minor = 880, FeeMinor = 5;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    /// <summary>The original route alone: what follows a dead leg by another method is told by further facts.</summary>
    private static readonly string[] Methods = [RefundCenter.Legs.Methods.Interface];

    private static readonly LegRules Rules = new(
        RetryMode.SameRequest, TimeSpan.FromMinutes(10), (_, now) => now + TimeSpan.FromMinutes(5),
        [TimeSpan.FromMinutes(1)], TimeSpan.FromSeconds(2), ReturnsToMerchant: false);

    private readonly Guid id = Guid.CreateVersion7();
    private readonly PaymentFacts payment;
    private readonly Leg leg;
    private readonly List<SeenBillFact> seen = [];
    private LegFacts facts;
    private (ExecutionOutcome Outcome, Movements Moved)? told;
    private DateTimeOffset now = Start;
    private int orders;

    public Refund(Guid merchant, string channel)
    {
        payment = new PaymentFacts(
            Guid.CreateVersion7(), merchant, "P1", Cny(1000), Cny(6), channel, "1900099901", "4200000001", "wallet", Start);
        leg = Leg.Open(
            new LegOrder(id, 1, 1, RefundCenter.Legs.Methods.Interface, payment, Cny(Minor), null, MayHaveBeenSent: false), now);
        facts = LegFacts.None.Add(LegFact.Opened(leg));
        var sent = leg.Claim(new ChannelRequest("create", "POST", "/refunds", [1]), now, now.AddMinutes(1)).AsRequest();
        Hear(leg.Answered(sent, new ChannelAnswer.Accepted("W1"), now, Rules));
    }

    public static DateTimeOffset PaidAt { get; } = Start.AddHours(1);
    public static DateTimeOffset BackAt { get; } = Start.AddDays(2);

    public BookCapture Capture =>
        new(payment.PaymentId, payment.MerchantId, payment.Channel, payment.Paid, payment.Fee);

    public HoldFunds Hold => new(
        id, 1, payment.MerchantId, payment.Channel, Cny(Minor - FeeMinor),
        [new(PocketLimit.Pending, null), new(PocketLimit.Cash, null)]);

    public Guid Id => id;

    public static ChannelAnswer Failed { get; } = new ChannelAnswer.FailedProvisional("FAIL", "tries again by itself");

    public static ChannelAnswer Paid(DateTimeOffset at) =>
        new ChannelAnswer.Done("W1", Destination.Payer, ChargedAmounts.Same(Cny(Minor))) { At = at };

    public static ChannelAnswer Back(DateTimeOffset at) =>
        new ChannelAnswer.Done("W1", Destination.Merchant, ChargedAmounts.Same(Cny(Minor))) { At = at };

    public void Notice(ChannelAnswer said) => Hear(leg.Noticed(said, Later(), Rules));

    public void File()
    {
        var fact = new BillFact(
            Guid.CreateVersion7(), id, 1, BillFactKind.Moved, payment.Channel, payment.ChannelMerchant, leg.No, "W1",
            Cny(Minor), new DateOnly(2026, 3, 2), "hash", PaidAt);
        Hear(leg.Billed(fact, seen, Later()));
        seen.Add(SeenBillFact.Of(fact, now));
    }

    /// <summary>The next order for the books; null when nothing that they care for is new.</summary>
    public SettleHold? NextOrder()
    {
        var standing = facts.Decide(1, Methods, stopAsked: false, missing: []);
        var target = (standing.Outcome, facts.Moved("CNY"));
        if (target == told || (target.Outcome is ExecutionOutcome.InProgress && told is null)) return null;
        told = target;
        return new SettleHold(
            id, 1, ++orders, payment.MerchantId, payment.Channel, Cny(Minor), Cny(FeeMinor), target.Outcome, target.Item2);
    }

    private void Hear(LegOutcome outcome)
    {
        if (outcome.IsTold) facts = facts.With(LegMoved.Of(leg, restoredAt: null), now);
    }

    private DateTimeOffset Later() => now += TimeSpan.FromMinutes(1);

    private static Money Cny(long minor) => new(minor, "CNY");
}
