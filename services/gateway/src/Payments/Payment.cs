using Contracts;
using Contracts.Payments;

namespace Gateway.Payments;

/// <summary>
/// A captured payment and how much of it is or may be back at the payer. Its row is locked by whoever asks for a refund
/// or counts one, so the sums are true at every moment (architecture §4.3). Amounts are minor units of the payment's
/// currency.
/// </summary>
public sealed class Payment
{
    private static readonly TimeSpan FirstRepeat = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    public Guid Id { get; init; }

    public Guid MerchantId { get; init; }

    public required string MerchantPaymentNo { get; init; }

    /// <summary>After discounts: what refunds are measured against (S16, S93).</summary>
    public Money Paid { get; init; }

    public Money Fee { get; init; }

    public required string Channel { get; init; }

    public required string ChannelMerchant { get; init; }

    public required string ChannelPaymentNo { get; init; }

    public required string Instrument { get; init; }

    public DateTimeOffset CapturedAt { get; init; }

    /// <summary>A word of <see cref="Settlements"/>; null while nobody has said.</summary>
    public string? Settlement { get; private set; }

    /// <summary>False for ever once an error refund of it was asked for: it goes back whole or not at all (S142).</summary>
    public bool InParts { get; private set; } = true;

    /// <summary>When clearing had priced and booked it; until then refunds of it wait.</summary>
    public DateTimeOffset? ClearedAt { get; private set; }

    /// <summary>When <c>PaymentCaptured</c> is published again; null once cleared.</summary>
    public DateTimeOffset? RepeatAt { get; private set; }

    public int Repeats { get; private set; }

    /// <summary>Asked for and not ended; unknown counts as in flight.</summary>
    public long InFlight { get; private set; }

    /// <summary>At the payer, as far as it fits below what was paid.</summary>
    public long Refunded { get; private set; }

    /// <summary>At the payer beyond what was paid: a fact that broke the rule, never a decision.</summary>
    public long ExcessRefunded { get; private set; }

    /// <summary>Refunds that moved money or still may.</summary>
    public int Parts { get; private set; }

    /// <summary>
    /// Until then failed refunds of it may still be executed, and what is left is not all free:
    /// <see cref="Refunds.FailedRefunds"/>. Null when there never was one.
    /// </summary>
    public DateTimeOffset? MayReviveUntil { get; private set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>What may still be asked for.</summary>
    public Money Refundable => Paid with { Minor = Paid.Minor - Refunded - InFlight };

    public PaymentFacts Facts => new(
        Id, MerchantId, MerchantPaymentNo, Paid, Fee, Channel, ChannelMerchant, ChannelPaymentNo, Instrument,
        CapturedAt);

    /// <summary>What is said of it, also again.</summary>
    public PaymentCaptured Captured => new(Facts, Settlement);

    public static Payment Register(PaymentFacts facts, DateTimeOffset now, string? settlement = null) => new()
    {
        Id = facts.PaymentId,
        MerchantId = facts.MerchantId,
        MerchantPaymentNo = facts.MerchantPaymentNo,
        Paid = facts.Paid,
        Fee = facts.Fee,
        Channel = facts.Channel,
        ChannelMerchant = facts.ChannelMerchant,
        ChannelPaymentNo = facts.ChannelPaymentNo,
        Instrument = facts.Instrument,
        CapturedAt = facts.CapturedAt.Stored(),
        Settlement = settlement,
        CreatedAt = now,
        UpdatedAt = now,
        RepeatAt = now + FirstRepeat,
    };

    /// <summary>The same payment with the same facts: nothing to do, however often it is said.</summary>
    public bool IsAbout(PaymentFacts facts) => Facts == facts with { CapturedAt = facts.CapturedAt.Stored() };

    /// <summary>Whoever says nothing of it contradicts nobody; who says it first is believed. False for another word.</summary>
    public bool TakeSettlement(string? said)
    {
        if (said is null || said == Settlement) return true;
        if (Settlement is not null) return false;
        Settlement = said;
        return true;
    }

    /// <summary>A repeated <c>PaymentCleared</c> changes nothing. True the first time.</summary>
    public bool Clear(DateTimeOffset now)
    {
        if (ClearedAt is not null) return false;
        (ClearedAt, RepeatAt, UpdatedAt) = (now, null, now);
        return true;
    }

    /// <summary>The fact was published again: 5 s, 10 s, 20 s … 60 s apart.</summary>
    public void Repeated(DateTimeOffset now)
    {
        var pause = TimeSpan.FromSeconds(
            Math.Min(LongestPause.TotalSeconds, FirstRepeat.TotalSeconds * (1L << Math.Min(++Repeats, 10))));
        RepeatAt = ClearedAt is null ? now + pause : null;
    }

    /// <summary>A refund is admitted: the caller has checked <see cref="Refundable"/>.</summary>
    public void Reserve(Money amount, DateTimeOffset now)
    {
        if (amount > Refundable)
            throw new InvalidOperationException($"{amount} is more than what is left of payment {Id}.");
        (InFlight, Parts, UpdatedAt) = (InFlight + amount.Minor, Parts + 1, now);
    }

    /// <summary>An error refund of it is admitted: from now on nothing less than all of it goes back.</summary>
    public void OnlyWhole() => InParts = false;

    /// <summary>A refund of it is counted that may still be executed until then though it failed.</summary>
    public void KeepRoomUntil(DateTimeOffset? at)
    {
        if (at is not null && !(at <= MayReviveUntil)) MayReviveUntil = at;
    }

    /// <summary>
    /// Moves what one refund counts for, from what was counted last to what is true now. Facts always fit: what the
    /// payer has beyond the payment is excess, and what is in flight again after the rest was given to others counts
    /// only as far as there is room.
    /// </summary>
    /// <returns>What now counts for the refund.</returns>
    public Counted Count(Counted before, Counted now, DateTimeOffset at)
    {
        var atPayer = checked(Refunded + ExcessRefunded - before.AtPayer + now.AtPayer);
        var others = InFlight - before.InFlight;
        var room = Math.Max(0, Paid.Minor - others - Math.Min(atPayer, Paid.Minor - others));
        var counts = now with { InFlight = Math.Min(now.InFlight, room) };

        InFlight = others + counts.InFlight;
        Refunded = Math.Min(atPayer, Paid.Minor - InFlight);
        ExcessRefunded = atPayer - Refunded;
        Parts += (counts.IsPart ? 1 : 0) - (before.IsPart ? 1 : 0);
        UpdatedAt = at;
        return counts;
    }
}
