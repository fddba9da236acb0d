using System.Text.Json.Serialization;
using Contracts;
using Contracts.Executions;
using RefundCenter.Legs;

namespace RefundCenter.Executions;

/// <summary>The last that an execution heard of one of its legs.</summary>
public sealed record LegFact(
    int Ordinal, int Attempt, string Method, int Version, LegStanding Standing, Movements Moved)
{
    public bool NeverSent { get; init; }
    public bool IsClaimed { get; init; }
    public bool IsRevived { get; init; }

    /// <summary>People hold it: no other leg follows it.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>It has a death certificate, whatever it did since.</summary>
    public bool HasDied { get; init; }

    /// <summary>The methods that people chose for what comes after it; null is no choice.</summary>
    public string[]? Route { get; init; }

    public string? WaitingFor { get; init; }
    public string? Destination { get; init; }
    public DateTimeOffset? ChannelTime { get; init; }
    public DateOnly? BilledOn { get; init; }
    public RefundError? Error { get; init; }

    /// <summary>When its death was heard of; null while it is not dead.</summary>
    public DateTimeOffset? DeadSince { get; init; }

    /// <summary>
    /// How many legs there were when it was heard that its money had come back; null while it has not, and from an older
    /// release.
    /// </summary>
    public int? LegsWhenBack { get; init; }

    /// <summary>A leg that was just opened.</summary>
    public static LegFact Opened(Leg leg) =>
        new(leg.Ordinal, leg.Attempt, leg.Method, 0, LegStanding.Live, leg.Moved) { IsClaimed = leg.IsClaimed };

    /// <summary>A further leg may stand behind it.</summary>
    [JsonIgnore]
    public bool IsPast => HasDied || Standing is LegStanding.Dead or LegStanding.Returned;

    /// <param name="moved">What is told of it.</param>
    /// <param name="now">The present.</param>
    /// <param name="legs">How many legs there are.</param>
    public LegFact With(LegMoved moved, DateTimeOffset now, int legs) => this with
    {
        DeadSince = moved.Standing is LegStanding.Dead ? DeadSince ?? now : null,
        LegsWhenBack = moved.Standing is LegStanding.Returned ? LegsWhenBack ?? legs : null,
        Version = moved.Version,
        Standing = moved.Standing,
        Moved = moved.Moved,
        NeverSent = moved.NeverSent,
        IsClaimed = moved.IsClaimed,
        IsRevived = moved.IsRevived,
        IsSuspended = moved.IsSuspended,
        HasDied = moved.HasDied,
        Route = moved.Route,
        WaitingFor = moved.WaitingFor,
        Destination = moved.Destination,
        ChannelTime = moved.ChannelTime,
        BilledOn = moved.BilledOn,
        Error = moved.Error,
    };
}
