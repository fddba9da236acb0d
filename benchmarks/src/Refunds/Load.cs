using System.Globalization;
using Stand.Infrastructure;

namespace Benchmarks.Refunds;

/// <summary>How much is asked for.</summary>
/// <param name="Rate">Refunds asked for in a second, evenly, whether the platform keeps up or not.</param>
/// <param name="Measured">How long it is measured.</param>
internal sealed record Load(int Rate, TimeSpan Measured)
{
    /// <summary>Before that, while the rate grows evenly from nothing: code is compiled and connections are opened.</summary>
    public static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(40);

    public int Refunds => DueAfter(WarmUp + Measured);

    /// <summary>How many refunds have been asked for so long after the start.</summary>
    public int DueAfter(TimeSpan elapsed)
    {
        var (ticks, warmUp) = (elapsed.Ticks, WarmUp.Ticks);
        var atFullRate = ticks < warmUp ? ticks / 1000 * ticks / 2 / (warmUp / 1000) : ticks - (warmUp / 2);
        return (int)(atFullRate * Rate / TimeSpan.TicksPerSecond);
    }

    /// <summary>Reads <c>[--rate N] [--seconds N]</c>; 100 for 60 s when not said.</summary>
    public static Load Parse(string[] arguments)
    {
        var (rate, seconds) = (100, 60);
        foreach (var pair in arguments.Chunk(2))
            _ = pair switch
            {
                ["--rate", var text] => rate = Number(text),
                ["--seconds", var text] => seconds = Number(text),
                _ => throw Usage(),
            };
        return new Load(rate, TimeSpan.FromSeconds(seconds));
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : throw Usage();

    private static StandException Usage() => new("usage: ./run bench refunds [--rate N] [--seconds N]");
}
