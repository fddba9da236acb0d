using Contracts;
using Contracts.Executions;

namespace RefundCenter.Legs;

/// <summary>
/// How a leg stands now; a higher version replaces a lower one. From whoever changed the leg to its execution, inside
/// this service; repeated until the execution's row has heard it.
/// </summary>
/// <param name="NeverSent">It died without any send having been claimed.</param>
/// <param name="IsClaimed">A send was claimed: it cannot be stopped any more.</param>
/// <param name="IsRevived">It works again after its death.</param>
public sealed record LegMoved(
    Guid RefundId,
    int Ordinal,
    int Version,
    LegStanding Standing,
    bool NeverSent,
    bool IsClaimed,
    bool IsRevived,
    Movements Moved,
    string? WaitingFor,
    string? Destination,
    DateTimeOffset? ChannelTime,
    DateOnly? BilledOn,
    RefundError? Error)
{
    /// <summary>
    /// The last restore when it was told; null before the first. The broker may still have what a life told that a
    /// restore has rolled back since: its versions are not those of the row.
    /// </summary>
    public DateTimeOffset? RestoredAt { get; init; }

    /// <summary>Who said what is new in it: a word of <see cref="ToldBy"/>, or null.</summary>
    public string? Source { get; init; }

    /// <summary>The methods that people chose for what comes after it; none ends the refund, null is no choice.</summary>
    public string[]? Route { get; init; }

    /// <summary>People hold it: no other leg follows it until they resume it.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>It has a death certificate, whatever it did since: a further leg may stand behind it.</summary>
    public bool HasDied { get; init; }

    public static LegMoved Of(Leg leg, DateTimeOffset? restoredAt) => new(
        leg.RefundId, leg.Ordinal, leg.Version, leg.Standing, leg.NeverSent, leg.IsClaimed,
        leg.Status is LegStatus.Revived, leg.Moved,
        leg.ToldWaitingFor, leg.Destination, leg.ChannelTime, leg.BilledOn,
        ErrorOf(leg))
    {
        RestoredAt = restoredAt, HasDied = leg.DiedAt is not null, Route = leg.Route, Source = leg.ToldBy,
        IsSuspended = leg.SuspendedAt is not null,
    };

    /// <summary>The channel's own code stands in the words; a payout's error is already one of our catalogue.</summary>
    private static RefundError? ErrorOf(Leg leg) => leg switch
    {
        { Route: [], DiedAt: not null } => new RefundError("terminated", "The payment company's operators ended it."),
        { Status: LegStatus.Returned, Method: not Methods.Payout } => new RefundError(
            "channel_returned", "The payer's bank sent the money back after success."),
        { Code: null } => null,
        { Method: not Methods.Payout } => new RefundError("channel_refused", $"{leg.Code}: {leg.Message}"),
        _ => new RefundError(leg.Code, leg.Message ?? ""),
    };
}
