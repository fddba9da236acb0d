using System.Globalization;
using Stand.Infrastructure;

namespace Benchmarks.Refunds;

/// <summary>How much is asked for.</summary>
/// <param name="Rate">Refunds asked for in a second, evenly, whether the platform keeps up or not.</param>
/// <param name="Measured">How long it is measured.</param>
internal sealed record Load(int Rate, TimeSpan Measured)
{
    /// <summary>Before that, at the same rate: code is compiled and connections are opened.</summary>
    public static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    public int Refunds => (int)((WarmUp + Measured).Ticks * Rate / TimeSpan.TicksPerSecond);

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
