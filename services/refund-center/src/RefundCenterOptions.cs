using System.ComponentModel.DataAnnotations;

namespace RefundCenter;

/// <summary>
/// Settings of the service, section <c>RefundCenter</c>. Pauses are business time unless said otherwise.
/// </summary>
public sealed record RefundCenterOptions : IValidatableObject
{
    /// <summary>
    /// Rulebook files by channel code; a relative path starts at the program's folder. Default: the rulebook that comes
    /// with each adapter.
    /// </summary>
    public Dictionary<string, string> Rulebooks { get; init; } = [];

    /// <summary>
    /// Our own policy by channel code: methods in the order in which they are tried (S139, S148). Default: those of the
    /// channel's rulebook, in its order.
    /// </summary>
    public Dictionary<string, string[]> Methods { get; init; } = [];

    /// <summary>Calls under way at one channel merchant. Default 64.</summary>
    [Range(1, 1000)]
    public int CallsPerMerchant { get; init; } = 64;

    /// <summary>Calls under way in this process: one slow channel must not take all of them. Default 256.</summary>
    [Range(1, 10_000)]
    public int Calls { get; init; } = 256;

    /// <summary>
    /// How long a call may take before its outcome counts as unknown, in real time; above every adapter's time limit.
    /// Default 30 s.
    /// </summary>
    public TimeSpan SendLease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Pauses before the same number is asked for again after a refusal for now (no funds, set-up); the last one
    /// repeats.
    /// </summary>
    public TimeSpan[] LaterPauses { get; init; } = [];

    /// <summary>The shortest pause after "too many requests". Default 2 s.</summary>
    public TimeSpan ThrottlePause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// First pause before an unconfirmed fact or unanswered command is repeated; doubles up to the next setting.
    /// Default 5 s.
    /// </summary>
    public TimeSpan RepeatPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest pause between two repetitions. Default 10 min.</summary>
    public TimeSpan RepeatPauseMax { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Refunds in one file or on one sheet; what is more goes into a further one. Default 1000.</summary>
    [Range(1, 10_000)]
    public int FileLines { get; init; } = 1000;

    /// <summary>Working days after the hand-over until a batch without its result is people's work. Default 3.</summary>
    [Range(1, 30)]
    public int FileAnswerWorkingDays { get; init; } = 3;

    /// <summary>Further days that are no working days, beside those of the calendar (<c>calendars/cn.json</c>).</summary>
    public DateOnly[] Holidays { get; init; } = [];

    /// <summary>Further days on which banks work nevertheless.</summary>
    public DateOnly[] WorkingWeekendDays { get; init; } = [];

    /// <summary>The pauses in force: one, five, fifteen minutes, then every hour, unless set.</summary>
    internal IReadOnlyList<TimeSpan> Later => LaterPauses.Length > 0 ? LaterPauses : DefaultLaterPauses;

    /// <summary>The pause after so many repetitions.</summary>
    internal TimeSpan RepeatAfter(int repeats)
    {
        var ticks = RepeatPause.Ticks;
        for (var i = 0; i < repeats && ticks < RepeatPauseMax.Ticks; i++) ticks *= 2;
        return TimeSpan.FromTicks(Math.Min(ticks, RepeatPauseMax.Ticks));
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (channel, methods) in Methods)
            if (methods.Length == 0 || methods.Distinct().Count() != methods.Length
                || methods.Except(Legs.Methods.All).Any())
                yield return new(
                    $"{channel}: interface, file, offline and payout are possible, each once.", [nameof(Methods)]);
        if (SendLease < TimeSpan.FromSeconds(1)) yield return new("must be a second at least.", [nameof(SendLease)]);
        if (Later.Any(p => p <= TimeSpan.Zero)) yield return new("must be positive.", [nameof(LaterPauses)]);
        if (ThrottlePause <= TimeSpan.Zero) yield return new("must be positive.", [nameof(ThrottlePause)]);
        if (RepeatPause <= TimeSpan.Zero || RepeatPauseMax < RepeatPause)
            yield return new("0 < RepeatPause <= RepeatPauseMax is needed.", [nameof(RepeatPause)]);
    }

    private static readonly TimeSpan[] DefaultLaterPauses =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)];
}
