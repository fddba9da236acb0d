using Simulators.Misfortunes;

namespace Misfortunes.Tests;

/// <summary>A channel as the stories need it: how both sides are set up, and what can go wrong there.</summary>
/// <param name="Channel">Its code.</param>
/// <param name="Merchant">Our merchant number there.</param>
/// <param name="Adapter">Settings of our side, by the address of the simulator.</param>
/// <param name="Simulator">Settings of the other side, as command-line arguments.</param>
/// <param name="Calls">What may happen to a call that moves money; null is nothing.</param>
/// <param name="Fates">What may become of a refund; null is nothing.</param>
public sealed record Cast(
    string Channel,
    string Merchant,
    Func<string, IEnumerable<KeyValuePair<string, string?>>> Adapter,
    IReadOnlyList<string> Simulator,
    IReadOnlyList<MisfortuneKind?> Calls,
    IReadOnlyList<MisfortuneKind?> Fates)
{
    /// <summary>What can happen to a call at any channel.</summary>
    public static IReadOnlyList<MisfortuneKind?> AnyCall { get; } =
    [
        null, MisfortuneKind.LostBefore, MisfortuneKind.LostAfter, MisfortuneKind.ErrorExecuted,
        MisfortuneKind.ErrorNotExecuted, MisfortuneKind.Throttled, MisfortuneKind.ThrottledExecuted,
        MisfortuneKind.Garbage, MisfortuneKind.WrongSignature, MisfortuneKind.ExecutedLate,
    ];

    public override string ToString() => Channel;
}
