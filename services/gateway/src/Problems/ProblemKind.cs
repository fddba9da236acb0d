namespace Gateway.Problems;

/// <summary>
/// One way in which a request can be refused. Merchants program against <paramref name="Code"/>; it never changes its
/// meaning.
/// </summary>
/// <param name="Code">snake_case, unique in the catalogue.</param>
/// <param name="Status">The HTTP status that goes with it.</param>
/// <param name="Retryable">Whether the same request may succeed later without being changed.</param>
/// <param name="English">One short sentence.</param>
/// <param name="Chinese">The same for a reader of Chinese.</param>
public sealed record ProblemKind(string Code, int Status, bool Retryable, string English, string Chinese);
