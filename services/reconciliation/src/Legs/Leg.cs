using Contracts;
using Contracts.Reconciliation;
using Reconciliation.Bills;

namespace Reconciliation.Legs;

/// <summary>
/// Our row: a leg that was submitted to a channel (S140: only those enter), with the days on which the channel's
/// files can name it.
/// </summary>
public sealed class Leg
{
    public Guid Id { get; private init; }
    public Guid RefundId { get; private init; }
    public int Ordinal { get; private init; }
    public int Version { get; private set; }
    public string Channel { get; private set; } = "";
    public string ChannelMerchant { get; private set; } = "";

    /// <summary>Our number at the channel (out_refund_no): the key of the match (S60, S172).</summary>
    public string No { get; private set; } = "";

    public string? ChannelNo { get; private set; }
    public string ChannelPaymentNo { get; private set; } = "";
    public Money Amount { get; private set; }
    public LegState State { get; private set; }
    public DateTimeOffset SentAt { get; private set; }

    /// <summary>The channel's day of the first send: the first file that can name it.</summary>
    public DateOnly FirstDay { get; private set; }

    /// <summary>Through this day it waits in the day-cut pool before a missing movement is a break.</summary>
    public DateOnly UntilDay { get; private set; }

    /// <summary>
    /// The last day on whose files it may stand. Where the channel has a last possible day it is that one: silence
    /// proves nothing before its files are complete.
    /// </summary>
    public DateOnly LastDay { get; private set; }

    /// <summary>It changed since it was last looked at.</summary>
    public bool Dirty { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public static Guid IdOf(Guid refundId, int ordinal) => NameId.Of($"leg|{refundId:N}|{ordinal}");

    public static Leg Of(LegChanged leg) =>
        new() { Id = IdOf(leg.RefundId, leg.Ordinal), RefundId = leg.RefundId, Ordinal = leg.Ordinal };

    /// <summary>Takes a newer version over; an older or equal one changes nothing.</summary>
    public void Take(LegChanged leg, BillCalendar calendar, DateTimeOffset now)
    {
        if (leg.Version <= Version) return;
        var before = Version == 0 ? (LegState?)null : State;
        TakeFacts(leg);
        TakeDays(calendar.DayOf(leg.SentAt), isFirst: before is null, calendar);
        // A success that we hear of late may have moved late: its pool days run from the day we heard of it.
        if (State != LegState.Succeeded) UntilDay = LastDay;
        else if (before != LegState.Succeeded)
            UntilDay = Later(FirstDay, calendar.DayOf(now)).AddDays(calendar.Bills.DayCutDays);
        LastDay = Later(LastDay, UntilDay);
        (Dirty, UpdatedAt) = (true, now);
    }

    /// <summary>Whether this version says something else than what was taken under its number.</summary>
    public bool Differs(LegChanged leg) => leg.Version == Version
        && (leg.ChannelNo, leg.Amount, StateOf(leg.State)) != (ChannelNo, Amount, State);

    private void TakeFacts(LegChanged leg)
    {
        (Version, Channel, ChannelMerchant) = (leg.Version, leg.Channel, leg.ChannelMerchant);
        (No, ChannelNo, ChannelPaymentNo) = (leg.No, leg.ChannelNo, leg.ChannelPaymentNo);
        (Amount, SentAt, State) = (leg.Amount, leg.SentAt, StateOf(leg.State));
    }

    // The same number may be sent again on a later day: the window then reaches from the first send to the last one's
    // end.
    private void TakeDays(DateOnly sentOn, bool isFirst, BillCalendar calendar)
    {
        FirstDay = isFirst || sentOn < FirstDay ? sentOn : FirstDay;
        LastDay = Later(LastDay, sentOn.AddDays(calendar.SearchDays));
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static LegState StateOf(string word) => word switch
    {
        "sent" => LegState.Sent,
        "succeeded" => LegState.Succeeded,
        "dead" => LegState.Dead,
        _ => throw new ArgumentException($"'{word}' is no state of a leg."),
    };
}
