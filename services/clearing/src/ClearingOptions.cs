using System.ComponentModel.DataAnnotations;

namespace Clearing;

/// <summary>Settings of the service, section <c>Clearing</c>. All pauses are business time.</summary>
public sealed record ClearingOptions : IValidatableObject
{
    /// <summary>
    /// First pause before an unanswered command to accounting is repeated; doubles up to the next setting. Default 5 s.
    /// </summary>
    public TimeSpan AskAgainAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest pause between two repetitions of a command. Default 60 s.</summary>
    public TimeSpan AskAgainMax { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Longest pause after which a waiting refund has its queue looked at without being told of money. Default 10 min.
    /// </summary>
    public TimeSpan LookAgainMax { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long a waiting refund that was told to try counts as trying; then it may be told again. Default 1 min.
    /// </summary>
    public TimeSpan TryTakesAtMost { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How many younger refunds may be tried before an older one of the same merchant that waits for money. Default 16;
    /// 0 is strictly in turn.
    /// </summary>
    [Range(0, 10_000)]
    public int PassesAllowed { get; init; } = 16;

    /// <summary>
    /// How many payments or refunds are repeated per transaction after another service was restored. Default 500.
    /// </summary>
    [Range(1, 10_000)]
    public int RepeatPage { get; init; } = 500;

    /// <summary>The pause after a command was asked for the (<paramref name="asked"/> + 1)th time.</summary>
    public TimeSpan PauseAfter(int asked) => Growing(asked, AskAgainMax);

    /// <summary>The same for a refund that waits for money.</summary>
    public TimeSpan LookAgainAfter(int asked) => Growing(asked, LookAgainMax);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (AskAgainAfter <= TimeSpan.Zero) yield return new("AskAgainAfter must be positive.");
        if (AskAgainMax < AskAgainAfter) yield return new("AskAgainMax must not be shorter than AskAgainAfter.");
        if (LookAgainMax < AskAgainAfter) yield return new("LookAgainMax must not be shorter than AskAgainAfter.");
        if (TryTakesAtMost <= TimeSpan.Zero) yield return new("TryTakesAtMost must be positive.");
    }

    private TimeSpan Growing(int times, TimeSpan max)
    {
        var grown = AskAgainAfter * (1L << Math.Clamp(times, 0, 20));
        return grown < max ? grown : max;
    }
}
