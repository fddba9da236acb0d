using Microsoft.AspNetCore.Http;
using Platform.Http;

namespace Platform.Operators;

/// <summary>Why something that a person asked for is not done: a value, not an exception. docs/errors.md lists the codes.</summary>
/// <param name="Code">snake_case, for machines; never changes its meaning.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">One English sentence for people; carries no payee data and no secret.</param>
public sealed record Objection(string Code, int Status, string Detail)
{
    internal static readonly Objection OperatorRequired =
        new("operator_required", 403, "Only a person who signed in may do this.");

    internal static readonly Objection OperatorNotAllowed =
        new("operator_not_allowed", 403, "This is between services, and for no person.");

    internal static readonly Objection ReasonInvalid =
        new("reason_invalid", 422, "A reason of 5 to 500 characters is needed, without control characters.");

    /// <summary>What <see cref="OperatorBody"/> could not read.</summary>
    public static readonly Objection BodyInvalid =
        new("body_invalid", 400, "The body is a JSON object of at most 64 KiB with the members that this address knows.");

    public IResult ToResult() => Refusals.Problem(Code, Status, Detail);

    internal static Objection RoleMissing(string role) => new("role_missing", 403, $"The role {role} is needed.");
}
