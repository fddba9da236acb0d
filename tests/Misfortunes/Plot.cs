using System.Numerics;
using Simulators.Misfortunes;

namespace Misfortunes.Tests;

/// <summary>What goes wrong in one story, read out of its number: every combination has one.</summary>
/// <param name="Creates">Of the first calls that move money, in order.</param>
/// <param name="Query">Of the first query.</param>
/// <param name="Fate">Of the refund.</param>
/// <param name="Crashes">Of our own process, at the first calls in order.</param>
/// <param name="Mail">How notices come.</param>
internal sealed record Plot(
    IReadOnlyList<MisfortuneKind?> Creates, MisfortuneKind? Query, MisfortuneKind? Fate, IReadOnlyList<Crash> Crashes,
    Mail Mail)
{
    private static readonly MisfortuneKind?[] Queries =
        [null, MisfortuneKind.LostBefore, MisfortuneKind.ErrorNotExecuted, MisfortuneKind.Garbage, MisfortuneKind.Throttled];

    /// <summary>
    /// Neighbours in number are far apart in plot: the numbers step through all combinations by the golden section of
    /// their count, so that any run of them is spread evenly over all.
    /// </summary>
    public static Plot Of(Cast cast, long number)
    {
        var crashes = Enum.GetValues<Crash>();
        var mails = Enum.GetValues<Mail>();
        var all = Power(cast.Calls.Count, 3) * Queries.Length * cast.Fates.Count * Power(crashes.Length, 3) * mails.Length;
        var left = (long)((Int128)number * Stride(all) % all);
        return new Plot(
            [Take(cast.Calls), Take(cast.Calls), Take(cast.Calls)], Take(Queries), Take(cast.Fates),
            [Take(crashes), Take(crashes), Take(crashes)], Take(mails));

        T Take<T>(IReadOnlyList<T> of)
        {
            var taken = of[(int)(left % of.Count)];
            left /= of.Count;
            return taken;
        }
    }

    /// <summary>As the simulator is told; the fate is the payment's, so that it hits whatever number is used.</summary>
    public IEnumerable<MisfortuneOrder> Orders(string no, string paymentNo)
    {
        foreach (var create in Creates)
            if (create is { } kind) yield return new(kind, RefundNo: no, Times: 1, Operation: "create", Seconds: Late(kind));
        if (Query is { } asked) yield return new(asked, RefundNo: no, Times: 1, Operation: "query");
        if (Fate is { } fate) yield return new(fate, PaymentNo: paymentNo);
    }

    public override string ToString() =>
        $"creates {string.Join(", ", Creates.Select(x => x?.ToString() ?? "well"))}; query {Query?.ToString() ?? "well"}; "
        + $"fate {Fate?.ToString() ?? "none"}; crashes {string.Join(", ", Crashes)}; mail {Mail}";

    private static long Stride(long all)
    {
        var stride = all * 618 / 1000;
        while (BigInteger.GreatestCommonDivisor(stride, all) != 1) stride++;
        return stride;
    }

    private static long Power(long of, int exponent) => exponent == 0 ? 1 : of * Power(of, exponent - 1);

    /// <summary>Executed late, but within the settling time that the channel promises.</summary>
    private static int? Late(MisfortuneKind kind) => kind is MisfortuneKind.ExecutedLate ? 5 : null;
}

/// <summary>What becomes of our own process at a call.</summary>
internal enum Crash
{
    None,

    /// <summary>After the send was written, before the call: nobody was asked, and nobody knows that.</summary>
    BeforeTheCall,

    /// <summary>After the call, before its answer was stored.</summary>
    BeforeTheAnswer,

    /// <summary>The lease ends first, and the answer comes when the leg has gone on.</summary>
    AnswerLate,
}

/// <summary>How the channel's notices reach us.</summary>
internal enum Mail { AtOnce, Doubled, Late, LastFirst }
