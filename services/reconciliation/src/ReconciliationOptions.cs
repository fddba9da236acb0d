using System.ComponentModel.DataAnnotations;

namespace Reconciliation;

/// <summary>
/// Settings of the service, section <c>Reconciliation</c>. All pauses are business time unless said otherwise.
/// </summary>
public sealed record ReconciliationOptions : IValidatableObject
{
    /// <summary>
    /// By channel code, for example <c>Reconciliation__Channels__wechat__DayCutDays=2</c>. A channel not named has
    /// the defaults.
    /// </summary>
    public Dictionary<string, ChannelBills> Channels { get; init; } = [];

    /// <summary>
    /// Rulebook files by channel code; a relative path starts at the program's folder. Default: the rulebook that
    /// comes with each adapter.
    /// </summary>
    public Dictionary<string, string> Rulebooks { get; init; } = [];

    /// <summary>
    /// How far back days without a run are opened: after an outage, or from a restored copy. Default 60; WeChat keeps
    /// three months.
    /// </summary>
    [Range(1, 90)]
    public int LookBackDays { get; init; } = 60;

    /// <summary>How long until an unfinished run repeats its last order to its own workers. Default 1 min.</summary>
    public TimeSpan RunPause { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// First pause before a file that was not there, or broken, is asked for again; doubles up to the next setting.
    /// Default 10 min.
    /// </summary>
    public TimeSpan FilePause { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Longest pause between two questions for one file. Default 1 h.</summary>
    public TimeSpan FilePauseMax { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long after it should be there a missing file becomes the break <c>file_late</c>. Default 6 h.
    /// </summary>
    public TimeSpan FileLateAfter { get; init; } = TimeSpan.FromHours(6);

    /// <summary>
    /// How long a worker may take to fetch and load one file before another one tries, in real time. Default 15 min.
    /// </summary>
    public TimeSpan FetchLease { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// First pause before an unconfirmed fact is repeated; doubles up to the next setting. Default 5 s.
    /// </summary>
    public TimeSpan FactPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest pause between two repetitions of a fact. Default 10 min.</summary>
    public TimeSpan FactPauseMax { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// After so many repetitions an unconfirmed fact is the break <c>fact_unheard</c>. Default 12: about an hour.
    /// </summary>
    [Range(1, 1000)]
    public int FactUnheardAfter { get; init; } = 12;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (channel, bills) in Channels)
        {
            var errors = new List<ValidationResult>();
            Validator.TryValidateObject(bills, new ValidationContext(bills), errors, validateAllProperties: true);
            foreach (var error in errors) yield return new($"Channels:{channel}: {error.ErrorMessage}");
        }
        if (RunPause <= TimeSpan.Zero) yield return new("RunPause must be positive.");
        if (FetchLease <= TimeSpan.Zero) yield return new("FetchLease must be positive.");
        if (FilePause <= TimeSpan.Zero || FilePauseMax < FilePause)
            yield return new("0 < FilePause <= FilePauseMax is needed.");
        if (FactPause <= TimeSpan.Zero || FactPauseMax < FactPause)
            yield return new("0 < FactPause <= FactPauseMax is needed.");
    }
}
