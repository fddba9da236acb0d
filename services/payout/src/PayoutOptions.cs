using System.ComponentModel.DataAnnotations;

namespace Payout;

/// <summary>Settings of the service. Section <c>Payout</c>. Times are business time unless they say real.</summary>
public sealed record PayoutOptions : IValidatableObject
{
    /// <summary>How often workers look for due transfers when nobody wakes them, real. Default 1 s.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many transfers one round of a worker takes. Default 16.</summary>
    [Range(1, 256)] public int Batch { get; init; } = 16;

    /// <summary>
    /// How long a claimed send may go without an answer before that is the answer, real. Default 60 s.
    /// </summary>
    public TimeSpan SendLease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Pause after a send that never left this process. Default 10 s.</summary>
    public TimeSpan NotSentPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Further days on which the bank does not work, beside those of the calendar (<c>calendars/cn.json</c>).
    /// </summary>
    public DateOnly[] Holidays { get; init; } = [];

    /// <summary>Further days on which it works nevertheless.</summary>
    public DateOnly[] WorkingWeekendDays { get; init; } = [];

    /// <summary>How often notifications are fetched, real. Default 5 s.</summary>
    public TimeSpan ReportsEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often it is looked whether a statement is due, real. Default 30 s.</summary>
    public TimeSpan StatementsEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>First pause before an unconfirmed fact is told again; it doubles up to a minute. Default 5 s.</summary>
    public TimeSpan TellAgainAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// After a restore, how long at least nothing is sent, so that the others can tell again. Default 2 min.
    /// </summary>
    public TimeSpan RestoreWait { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How many payouts one transaction of a repetition looks at. Default 500.</summary>
    [Range(1, 10_000)] public int RepeatPage { get; init; } = 500;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        (string Name, TimeSpan Value)[] times =
        [
            (nameof(LookEvery), LookEvery), (nameof(SendLease), SendLease), (nameof(NotSentPause), NotSentPause),
            (nameof(ReportsEvery), ReportsEvery), (nameof(StatementsEvery), StatementsEvery),
            (nameof(TellAgainAfter), TellAgainAfter),
        ];
        return from time in times
               where time.Value <= TimeSpan.Zero
               select new ValidationResult("It must be longer than nothing.", [time.Name]);
    }
}
