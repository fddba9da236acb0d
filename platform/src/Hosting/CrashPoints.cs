namespace Platform.Hosting;

/// <summary>
/// Named places at which a test may have the process die, to prove that nothing rests on two lines being run together. Selected by
/// the environment: <c>PLATFORM_CRASH_AT=channel-call.after:3</c> dies the third time that the place is reached. Refused in production.
/// </summary>
public static class CrashPoints
{
    private static string? at;
    private static int left;

    /// <summary>Every place there is; a test visits each.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "unit-commit.before", "unit-commit.after",          // accept commit in gateway
        "batch-commit.before", "batch-commit.after",        // ledger commit in accounting
        "outbox-send.before", "outbox-send.after",
        "acknowledge.before", "acknowledge.after",
        "channel-call.before", "channel-call.after",
        "channel-answer.before", "channel-answer.after",
        "webhook-send.before", "webhook-send.after",
    ];

    /// <summary>Reads the choice once, at start.</summary>
    /// <exception cref="InvalidOperationException">The place does not exist.</exception>
    public static void Select(string? choice)
    {
        if (string.IsNullOrEmpty(choice)) return;
        var parts = choice.Split(':');
        if (!All.Contains(parts[0])) throw new InvalidOperationException($"PLATFORM_CRASH_AT: there is no crash point '{parts[0]}'.");
        (at, left) = (parts[0], parts.Length > 1 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : 1);
    }

    public static void Reach(string point)
    {
        if (at is null || !string.Equals(at, point, StringComparison.Ordinal)) return;
        if (Interlocked.Decrement(ref left) == 0) Environment.FailFast($"crash point {point}");
    }
}
