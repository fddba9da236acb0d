namespace Channels.Rules;

/// <summary>When the payer has the money, counted from the send (S7, S147).</summary>
/// <param name="From">At the earliest; zero is at once.</param>
/// <param name="Until">As a rule at the latest.</param>
public sealed record Arrival(Delay From, Delay Until)
{
    internal bool IsPossible => From is { Time.Ticks: >= 0, WorkingDays: >= 0 }
        && Until is { Time.Ticks: > 0 } or { WorkingDays: > 0 }
        && (Until.WorkingDays == 0 ? From.WorkingDays == 0 && From.Time <= Until.Time
            : From.WorkingDays <= Until.WorkingDays);
}
