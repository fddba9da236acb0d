namespace Reconciliation;

/// <summary>Pauses that double, from the first to the longest one.</summary>
public static class Pauses
{
    /// <param name="times">How often it was tried already; 0 gives <paramref name="first"/>.</param>
    public static TimeSpan After(int times, TimeSpan first, TimeSpan longest)
    {
        var pause = first;
        for (var i = 0; i < times && pause < longest; i++) pause += pause;
        return pause < longest ? pause : longest;
    }
}
