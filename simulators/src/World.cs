using Simulators.Clock;
using Simulators.Truth;

namespace Simulators;

/// <summary>What all channels and banks share: one time, what waits for it, and one book of what really happened.</summary>
public sealed record World(VirtualClock Clock, DueWork Due, TruthLog Truth)
{
    public DateTimeOffset Now => Clock.GetUtcNow();
}
