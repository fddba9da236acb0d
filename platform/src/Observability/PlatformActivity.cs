using System.Diagnostics;

namespace Platform.Observability;

/// <summary>Spans of our own; the stacks below bring theirs.</summary>
public static class PlatformActivity
{
    public static ActivitySource Source { get; } = new("Refund");
}
