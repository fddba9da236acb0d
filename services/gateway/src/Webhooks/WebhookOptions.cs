using System.ComponentModel.DataAnnotations;

namespace Gateway.Webhooks;

/// <summary>Settings of the webhooks, section <c>Webhooks</c>.</summary>
public sealed record WebhookOptions : IValidatableObject
{
    /// <summary>
    /// Whether http, any port and private addresses are allowed as targets. Default false; for development and tests,
    /// refused in production.
    /// </summary>
    public bool AllowPrivateTargets { get; init; }

    /// <summary>Sends under way at once in this process. Default 64.</summary>
    [Range(1, 1000)]
    public int Parallel { get; init; } = 64;

    /// <summary>
    /// Sends under way at once to one endpoint, over all processes: a slow one stops nobody else. Default 4.
    /// </summary>
    [Range(1, 100)]
    public int ParallelPerEndpoint { get; init; } = 4;

    /// <summary>How long an endpoint may take to answer, in real time. Default 15 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the former secret goes on signing after a rotation, in business time. Default 24 h.</summary>
    public TimeSpan SecretOverlap { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long ended deliveries and their tries are kept, in business time. Default 30 days.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(30);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Timeout < TimeSpan.FromMilliseconds(100) || Timeout > TimeSpan.FromSeconds(60))
            yield return new("100 ms to 60 s", [nameof(Timeout)]);
        if (SecretOverlap < TimeSpan.Zero) yield return new("must not be negative", [nameof(SecretOverlap)]);
        if (KeepFor < TimeSpan.FromDays(4)) yield return new("at least 4 days: ten tries take 76 h", [nameof(KeepFor)]);
    }
}
