using Channels.Rules;

namespace Channels;

/// <summary>What makes a rule possible, beyond its shape.</summary>
internal static class RuleChecks
{
    /// <summary>The legal ones (S211).</summary>
    public static readonly HashSet<string> ClearingParties = ["unionpay", "netsunion", "central-bank"];

    public static bool AreMethods(string[] methods) =>
        methods.Length > 0 && methods.Distinct().Count() == methods.Length && !methods.Except(RefundMethods.All).Any();

    public static bool IsBreaker(BreakerRule breaker) =>
        breaker is { Failures: > 0, Within.Ticks: > 0, Pause.Ticks: > 0 };

    public static bool AreNotices(NoticeRule[] notices) =>
        notices.All(x => x.Kind.Length > 0) && notices.DistinctBy(x => x.Kind).Count() == notices.Length;

    public static bool AreArrivals(Dictionary<string, Dictionary<string, Arrival>> byMethod) => byMethod.All(x =>
        RefundMethods.All.Contains(x.Key) && x.Value is not null && x.Value.ContainsKey("card")
        && x.Value.Values.All(arrival => arrival is { IsPossible: true }));

    public static bool ArePlans(Dictionary<string, ProbePlan> plans) =>
        plans.ContainsKey("card") && plans.Values.All(IsPlan);

    private static bool IsPlan(ProbePlan plan) =>
        plan.Every > TimeSpan.Zero && plan.Until > TimeSpan.Zero
        && plan.After.SequenceEqual(plan.After.Where(age => age > TimeSpan.Zero).Order())
        && plan.AfterWorkingDays.All(days => days > 0);

    /// <summary>Rules that do not go together; a rule that is itself wrong is told already.</summary>
    public static IEnumerable<string> Contradictions(Rulebook book)
    {
        if (book.Expected.Count > 0)
            foreach (var method in book.Methods.Where(method => !book.Expected.ContainsKey(method)))
                yield return $"methods has {method}, of which expected says nothing";
        var hasFiles = book.Methods.Any(x => x is RefundMethods.File or RefundMethods.Offline);
        if (hasFiles != book.FileCutOff.HasValue && book.Methods.Count > 0)
            yield return hasFiles
                ? "fileCutOff is needed for the methods file and offline"
                : "fileCutOff is for the methods file and offline alone";
        foreach (var end in EndsTooEarly(book)) yield return end;
    }

    /// <summary>
    /// While the channel tries again by itself (S29–S32) nothing may take its failure for the end: not people, to whom a
    /// refund goes when its questions are over, nor the silence of files, nor the room that its payment keeps.
    /// </summary>
    private static IEnumerable<string> EndsTooEarly(Rulebook book)
    {
        if (book.Provisional is not { FinalAfter: var cycle }) yield break;
        foreach (var (instrument, plan) in book.Probes)
            if (plan.Until < cycle) yield return $"probes.{instrument} is over before provisional.finalAfter";
        if (book.ResurrectionTime > TimeSpan.Zero && book.ResurrectionTime < cycle)
            yield return "resurrectionTime is over before provisional.finalAfter";
        foreach (var file in book.Files)
            if (file.Authoritative && TimeSpan.FromDays(file.LastPossibleDays) < cycle)
                yield return $"files has {file.Kind}, whose silence counts before provisional.finalAfter";
    }
}
