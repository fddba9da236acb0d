using System.Globalization;

namespace Platform.Hosting;

/// <summary>Whether this process was started on an older copy of its database, and from when: <c>--restored 2026-11-21T08:00:00Z</c>.</summary>
public sealed record RestoreRequest(DateTimeOffset? Time)
{
    public bool IsRestored => Time is not null;

    internal static RestoreRequest From(string[] args, ConfigurationErrors errors)
    {
        var at = Array.IndexOf(args, "--restored");
        if (at < 0) return new RestoreRequest((DateTimeOffset?)null);
        if (at + 1 < args.Length && DateTimeOffset.TryParse(
                args[at + 1], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return new(time);
        errors.Add("--restored needs the time of the copy, for example 2026-11-21T08:00:00Z.");
        return new RestoreRequest((DateTimeOffset?)null);
    }
}
