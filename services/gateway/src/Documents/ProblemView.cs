using System.ComponentModel.DataAnnotations;
using Gateway.Problems;

namespace Gateway.Documents;

/// <summary>RFC 9457 with our extensions, as the document shows it; written by <see cref="ProblemWriter"/>.</summary>
/// <param name="Code">From docs/errors.md; for machines, never changes its meaning.</param>
/// <param name="Param">The one header, parameter or member to blame, when there is one.</param>
/// <param name="RequestId">Quote it when you ask us.</param>
/// <param name="Retryable">Whether the same request may succeed later without being changed.</param>
/// <param name="Errors">All members that are wrong.</param>
internal sealed record ProblemView(
    [property: Required] string Type,
    [property: Required] string Title,
    [property: Required] int Status,
    string? Detail,
    string? Instance,
    [property: Required] string Code,
    string? Param,
    [property: Required] string RequestId,
    [property: Required] string DocUrl,
    [property: Required] bool Retryable,
    IReadOnlyList<FieldError>? Errors);
