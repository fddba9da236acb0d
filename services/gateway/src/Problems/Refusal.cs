namespace Gateway.Problems;

/// <summary>
/// A request that is refused: a value, not an exception. Written as RFC 9457 by <see cref="ProblemWriter"/>.
/// </summary>
/// <param name="Kind">From the catalogue.</param>
/// <param name="Detail">What is wrong this time, for a developer; carries no payee data and no secret.</param>
public sealed record Refusal(ProblemKind Kind, string? Detail = null)
{
    /// <summary>The one header, parameter or member to blame, when there is one.</summary>
    public string? Param { get; init; }

    /// <summary>All members that are wrong, for <see cref="ProblemCatalogue.RequestInvalid"/>.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>Earliest time at which asking again makes sense; becomes <c>Retry-After</c>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static Refusal Invalid(IReadOnlyList<FieldError> errors) => new(ProblemCatalogue.RequestInvalid)
    {
        Errors = errors,
        Param = errors.Count == 1 ? errors[0].Pointer : null,
    };

    public static Refusal Invalid(string pointer, string code, string detail) => Invalid([new(pointer, code, detail)]);
}
