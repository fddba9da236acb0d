using System.Text.Json.Serialization;
using Contracts.Executions;
using RefundCenter.Legs;

namespace RefundCenter.Executions;

/// <summary>
/// All that an execution heard of its legs, in their order, and what follows from it. Replaced, never changed.
/// </summary>
public sealed class LegFacts(IReadOnlyList<LegFact> legs)
{
    public static LegFacts None { get; } = new([]);

    public IReadOnlyList<LegFact> Legs { get; } = legs;

    [JsonIgnore]
    public LegFact? Last => Legs.Count == 0 ? null : Legs[^1];

    public LegFact? Find(int ordinal) => ordinal >= 1 && ordinal <= Legs.Count ? Legs[ordinal - 1] : null;

    public LegFacts Add(LegFact leg) => new([.. Legs, leg]);

    public LegFacts With(LegMoved moved, DateTimeOffset now) =>
        new([.. Legs.Select(leg => leg.Ordinal == moved.Ordinal ? leg.With(moved, now, Legs.Count) : leg)]);

    /// <summary>Versions heard, by ordinal, for whoever looks for facts that were lost.</summary>
    [JsonIgnore]
    public int[] Heard => [.. Legs.Select(leg => leg.Version)];

    /// <summary>All that moved, over all legs.</summary>
    public Movements Moved(string currency) => Legs.Aggregate(Movements.None(currency), (sum, leg) => new Movements(
        sum.ByChannel + leg.Moved.ByChannel, sum.ToOwnAccount + leg.Moved.ToOwnAccount,
        sum.ByPayout + leg.Moved.ByPayout, sum.Returned + leg.Moved.Returned));

    /// <summary>
    /// When the youngest death was heard of a leg that was sent, and whose money is not back with us: a channel may
    /// still execute it. Null when there is none.
    /// </summary>
    [JsonIgnore]
    public DateTimeOffset? LastDeath => Legs.Max(
        leg => leg.NeverSent || leg.Moved.ToOwnAccount.Minor > 0 ? null : leg.DeadSince);

    /// <summary>
    /// Where the execution stands. A paid leg settles it whatever the others do, and only what a restore made us forget
    /// is made again beside it; while one may still pay nothing else starts; only when all are dead, and people hold none
    /// of them, the next method is taken, and only without one the refund has failed.
    /// </summary>
    /// <param name="attempt">The present attempt.</param>
    /// <param name="methods">The methods for this payment's channel, in order.</param>
    /// <param name="stopAsked">The merchant wants no further leg.</param>
    /// <param name="missing">
    /// Ordinals of payout legs that a restore made us forget: up to the last of them legs were opened, whatever the
    /// methods say now. One of which nobody tells was at the channel, and is only asked for.
    /// </param>
    public Standing Decide(int attempt, IReadOnlyList<string> methods, bool stopAsked, IReadOnlyList<int> missing)
    {
        var live = Legs.Where(leg => leg.Standing is LegStanding.Live).ToList();
        if (Legs.LastOrDefault(leg => leg.Standing is LegStanding.Paid) is { } paid)
            return new Standing(ExecutionOutcome.Succeeded, paid, Stop: ToStop(live, except: null),
                NextMethod: live.Count == 0 && Legs.All(leg => leg.IsPast) ? MethodOfMissing(missing, methods) : null);
        if (live.Count > 0)
            return new Standing(ExecutionOutcome.InProgress, live[^1], Stop: ToStop(live, IsEnded(live[0]) ? null : live[0]),
                NextMethod: null);
        if (MethodOfMissing(missing, methods) is { } forgotten)
            return new Standing(ExecutionOutcome.InProgress, Last, null, forgotten);
        if (stopAsked) return new Standing(ExecutionOutcome.Stopped, Last, null, null);
        // people may say that it goes on by another method; else it ends so
        var back = CameBackIn(attempt);
        if (back is { Route: null or [] }) return new Standing(ExecutionOutcome.Returned, back, null, null);
        if (Legs.LastOrDefault(leg => leg is { IsSuspended: true, Standing: LegStanding.Dead }) is { } held)
            return new Standing(ExecutionOutcome.InProgress, held, null, null);
        var chosen = (back ?? Legs.LastOrDefault(leg => leg.Attempt == attempt && leg.Route is not null))?.Route ?? methods;
        return chosen.FirstOrDefault(
            method => !Legs.Any(leg => RulesOut(leg, method, attempt))) is { } next
            ? new Standing(ExecutionOutcome.InProgress, Last, null, next)
            : new Standing(ExecutionOutcome.Failed, Last, null, null);
    }

    /// <summary>
    /// The leg whose money came back in this attempt, and behind which none was opened since: one that stood there already
    /// is no word of people. Null when there is none.
    /// </summary>
    private LegFact? CameBackIn(int attempt) => Last?.Attempt != attempt ? null : Legs.LastOrDefault(
        leg => leg.Standing is LegStanding.Returned && (leg.LegsWhenBack ?? leg.Ordinal) == Legs.Count);

    /// <summary>Of the next leg to be made again; null when none is missing.</summary>
    private string? MethodOfMissing(IReadOnlyList<int> missing, IReadOnlyList<string> methods) =>
        missing.Count == 0 ? null : missing.Contains(Legs.Count + 1) ? Methods.Payout : OriginalOf(methods);

    /// <summary>The first method that goes back by the original route.</summary>
    public static string OriginalOf(IReadOnlyList<string> methods) =>
        methods.FirstOrDefault(method => method != Methods.Payout) ?? Methods.Interface;

    /// <summary>
    /// More than one may pay, or people end it: the youngest that nobody claimed is stopped. One that revived, or was
    /// claimed, cannot be.
    /// </summary>
    private static LegFact? ToStop(List<LegFact> live, LegFact? except) =>
        live.LastOrDefault(leg => leg is { IsClaimed: false, IsRevived: false } && leg != except);

    /// <summary>The desk ends it, and the payout service alone can say that nothing went out yet.</summary>
    private static bool IsEnded(LegFact leg) => leg is { Method: Methods.Payout, Route: [] };

    /// <summary>
    /// The original route is dead for good once a leg died on it, whether people uploaded its file or carried its sheet; a
    /// payout may be tried again in a new attempt, with other payee data. A leg that was stopped unsent rules out nothing.
    /// </summary>
    private static bool RulesOut(LegFact leg, string method, int attempt) => !leg.NeverSent
        && (leg.Method == method || (Methods.IsByFile(leg.Method) && Methods.IsByFile(method)))
        && (method != Methods.Payout || leg.Attempt == attempt);
}

/// <summary>Where an execution stands.</summary>
/// <param name="Teller">The leg whose facts are told.</param>
/// <param name="Stop">A leg that is to be stopped because another one pays or may pay, or people end it.</param>
/// <param name="NextMethod">The method of a leg to be opened now.</param>
public sealed record Standing(ExecutionOutcome Outcome, LegFact? Teller, LegFact? Stop, string? NextMethod);
