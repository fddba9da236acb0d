using Microsoft.AspNetCore.Http;
using Platform.Http;

namespace Platform.Operators;

/// <summary>A person who signed in, with what this person may do, as a signed request says (<see cref="InternalAuth"/>).</summary>
/// <param name="Id">Never used for another person.</param>
/// <param name="Name">As people know it; for reading only.</param>
/// <param name="Roles">Words of <c>[a-z0-9.-]</c>.</param>
public sealed record Operator(Guid Id, string Name, IReadOnlyCollection<string> Roles)
{
    public bool Has(string role) => Roles.Contains(role);

    /// <summary>Null when the headers carry no person; says nothing about their signature.</summary>
    internal static Operator? Of(IHeaderDictionary headers) =>
        Guid.TryParseExact(headers[InternalAuth.PersonHeader], "D", out var id)
            ? new(id, Uri.UnescapeDataString(headers[InternalAuth.PersonNameHeader].ToString()),
                headers[InternalAuth.RolesHeader].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries))
            : null;

    /// <summary>The headers' values, in the order in which they are signed. Names may be Chinese: headers are ASCII.</summary>
    internal string[] HeaderValues() => [Id.ToString("D"), Uri.EscapeDataString(Name), string.Join(',', Roles)];
}
