using Channels;

namespace RefundCenter.Legs;

/// <summary>When what is due has to wait, by its channel's rules or for our own settings.</summary>
public sealed partial class Leg
{
    /// <summary>Of <see cref="WaitingFor"/>: for the channel's next day.</summary>
    public const string ChannelDay = "channel_day";

    /// <summary>What is due would be the first that the channel hears of it.</summary>
    public bool IsFirstSubmit => Step is LegStep.Submit && Submits == 0;

    /// <summary>That it goes tomorrow is told by the time at which it is expected; nobody must act.</summary>
    public string? ToldWaitingFor => WaitingFor is ChannelDay ? null : WaitingFor;

    /// <summary>What is due is due later: others go first, parts of its payment or refunds of old payments.</summary>
    public void WaitUntil(DateTimeOffset at) => DueAt = at;

    /// <summary>What is due is due on the channel's next day: it refunds no payment of the same day (S31).</summary>
    public void WaitForChannelDay(DateTimeOffset at) => (DueAt, WaitingFor) = (at, ChannelDay);

    /// <summary>
    /// Nothing can be composed or sent for it here. No send is claimed and nothing that is known changes: people are told
    /// what is missing, and after a growing pause it is seen whether it is there.
    /// </summary>
    public LegOutcome Misses(ChannelAnswer.Refused missing, DateTimeOffset now, LegRules rules) => Change(now, _ =>
    {
        (Code, Message, WaitingFor) = (missing.Code, missing.Message, "operator");
        DueAt = now + rules.LaterPause(TimesRefused++);
    });
}
