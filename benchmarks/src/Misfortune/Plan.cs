using System.Globalization;
using Stand.Infrastructure;

namespace Benchmarks.Misfortune;

/// <summary>How much goes wrong with how many refunds.</summary>
/// <param name="Refunds">Refunds asked for; the same one asked for twice counts once.</param>
/// <param name="Seed">
/// Decides payments, amounts, what goes wrong with which of them, who asks twice, and in which order services die. When
/// they die is the machine's affair.
/// </param>
/// <param name="KillEvery">About how long all services live side by side until the next one is killed.</param>
internal sealed record Plan(int Refunds, int Seed, TimeSpan KillEvery)
{
    /// <summary>Refunds of one payment; together they are not all of it, so that what is left can be seen.</summary>
    public const int Parts = 4;

    public int Payments => (Refunds + Parts - 1) / Parts;

    /// <summary>A source of chance of its own for each use, so that no use disturbs another.</summary>
    public Random Chance(int use) => new(unchecked((Seed * 31) + use));

    /// <summary>Reads <c>[--refunds N] [--seed N] [--kill-every SECONDS]</c>; 100,000, 1 and 5 when not said.</summary>
    public static Plan Parse(string[] arguments)
    {
        var (refunds, seed, killEvery) = (100_000, 1, 5);
        foreach (var pair in arguments.Chunk(2))
            _ = pair switch
            {
                ["--refunds", var text] => refunds = Number(text),
                ["--seed", var text] => seed = Number(text),
                ["--kill-every", var text] => killEvery = Number(text),
                _ => throw Usage(),
            };
        return new Plan(refunds, seed, TimeSpan.FromSeconds(killEvery));
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw Usage();

    private static StandException Usage() =>
        new("usage: ./run bench misfortune [--refunds N] [--seed N] [--kill-every SECONDS]");
}
