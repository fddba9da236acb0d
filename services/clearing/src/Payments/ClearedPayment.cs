using Clearing.Fees;
using Contracts;
using Contracts.Payments;

namespace Clearing.Payments;

/// <summary>
/// A payment with its price, and the sums of its refunds: refunded + in flight ≤ paid, always (S16, S93; a check
/// constraint says the same). What facts bring beyond that stands beside it. Changed only under the row's lock.
/// </summary>
public sealed class ClearedPayment
{
    public Guid PaymentId { get; private init; }
    public Guid MerchantId { get; private init; }
    public string MerchantPaymentNo { get; private init; } = "";
    public Money Paid { get; private init; }

    /// <summary>The price: what the merchant was charged for the payment.</summary>
    public Money Fee { get; private init; }

    public string Channel { get; private init; } = "";
    public string ChannelMerchant { get; private init; } = "";
    public string ChannelPaymentNo { get; private init; } = "";
    public string Instrument { get; private init; } = "";
    public DateTimeOffset CapturedAt { get; private init; }

    /// <summary>Minor units that payers have back.</summary>
    public long Refunded { get; private set; }

    /// <summary>Minor units that are under way, or may be.</summary>
    public long InFlight { get; private set; }

    /// <summary>Minor units that payers got beyond what was paid: facts, with a case.</summary>
    public long ExcessRefunded { get; private set; }

    /// <summary>Minor units under way beyond what was paid: known only while a restored database catches up.</summary>
    public long ExcessInFlight { get; private set; }

    /// <summary>Minor units of the fee that went, or are to go, back with the parts that did not fail.</summary>
    public long FeesGivenBack { get; private set; }

    /// <summary>When accounting confirmed the booking; null while it is asked.</summary>
    public DateTimeOffset? BookedAt { get; private set; }

    /// <summary>When accounting is asked again; null once it answered.</summary>
    public DateTimeOffset? AskAt { get; private set; }

    public int Asked { get; private set; }
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <exception cref="PaymentConflictException">The facts are not those of a payment.</exception>
    public static ClearedPayment Of(PaymentFacts facts, DateTimeOffset now)
    {
        var sound = facts.Paid.IsPositive && facts.Fee.Minor >= 0 && facts.Fee.Currency == facts.Paid.Currency;
        if (!sound)
            throw new PaymentConflictException(
                facts.PaymentId, "paid must be positive, and the fee zero or more in the same currency");
        return new ClearedPayment
        {
            PaymentId = facts.PaymentId,
            MerchantId = facts.MerchantId,
            MerchantPaymentNo = facts.MerchantPaymentNo,
            Paid = facts.Paid,
            Fee = facts.Fee,
            Channel = facts.Channel,
            ChannelMerchant = facts.ChannelMerchant,
            ChannelPaymentNo = facts.ChannelPaymentNo,
            Instrument = facts.Instrument,
            CapturedAt = Stored(facts.CapturedAt),
            UpdatedAt = now,
        };
    }

    public PaymentFacts Facts => new(
        PaymentId, MerchantId, MerchantPaymentNo, Paid, Fee,
        Channel, ChannelMerchant, ChannelPaymentNo, Instrument, CapturedAt);

    /// <summary>Whether these are the facts that we know.</summary>
    public bool Is(PaymentFacts facts) => facts with { CapturedAt = Stored(facts.CapturedAt) } == Facts;

    /// <summary>
    /// What a refund that counts for <paramref name="own"/> until now may still ask for, in minor units.
    /// </summary>
    public long RoomFor(Part own) => Math.Max(0, Paid.Minor - (Moved + Live - own.Live));

    /// <summary>
    /// The fee that goes back with <paramref name="amount"/> of a refund that counts for <paramref name="own"/> until
    /// now.
    /// </summary>
    public long FeeFor(Part own, long amount)
    {
        var cumulated = Math.Min(Paid.Minor, Moved - own.Moved + Live - own.Live + amount);
        return FeeGivenBack.Of(new FeeBasis(Fee.Minor, Paid.Minor, cumulated, FeesGivenBack - own.Fee), amount);
    }

    /// <summary>
    /// A refund counted for <paramref name="before"/>; from now on it counts for <paramref name="after"/>. Never
    /// refused.
    /// </summary>
    public void Replace(Part before, Part after, DateTimeOffset now)
    {
        var (live, moved) = (Live - before.Live + after.Live, Moved - before.Moved + after.Moved);
        InFlight = Math.Min(live, Paid.Minor);
        ExcessInFlight = live - InFlight;
        Refunded = Math.Min(moved, Paid.Minor - InFlight);
        ExcessRefunded = moved - Refunded;
        FeesGivenBack += after.Fee - before.Fee;
        UpdatedAt = now;
    }

    /// <summary>Accounting is about to be asked to book it, and again after <paramref name="pause"/>.</summary>
    public void AskedToBook(DateTimeOffset now, TimeSpan pause)
    {
        if (BookedAt is not null) return;
        (AskAt, Asked, UpdatedAt) = (now + pause, Asked + 1, now);
    }

    public void Booked(DateTimeOffset now)
    {
        if (BookedAt is not null) return;
        (BookedAt, AskAt, UpdatedAt) = (now, null, now);
    }

    private long Moved => Refunded + ExcessRefunded;
    private long Live => InFlight + ExcessInFlight;

    /// <summary>The database keeps microseconds.</summary>
    private static DateTimeOffset Stored(DateTimeOffset time) =>
        new(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
}
