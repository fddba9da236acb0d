using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Platform.Http;

namespace Platform.Operators;

/// <summary>Who asks, at an endpoint for people.</summary>
public static class OperatorRequests
{
    private static readonly object Key = new();

    /// <summary>
    /// Lets a person in whom gateway vouches for, with this role when one is named. Not inside a group that is for services alone
    /// (<see cref="InternalAuthExtensions.RequireInternalAuth"/>).
    /// </summary>
    public static TBuilder RequireOperator<TBuilder>(this TBuilder endpoints, string? role = null)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.RequireInternalAuth(operatorsToo: true).AddEndpointFilter(async (context, next) =>
            context.HttpContext.OperatorOrNull() is not { } person ? Objection.OperatorRequired.ToResult()
            : role is not null && !person.Has(role) ? Objection.RoleMissing(role).ToResult()
            : await next(context));

    /// <summary>The person who asks.</summary>
    /// <exception cref="InvalidOperationException">The endpoint does not <see cref="RequireOperator"/>.</exception>
    public static Operator Operator(this HttpContext http) =>
        http.OperatorOrNull() ?? throw new InvalidOperationException("This address does not ask for a person.");

    /// <summary>Null when a service asks, or when nobody signed the request.</summary>
    public static Operator? OperatorOrNull(this HttpContext http)
    {
        if (http.Items.TryGetValue(Key, out var known)) return (Operator?)known;
        var person = Operators.Operator.Of(http.Request.Headers);
        if (person is not null && !http.RequestServices.GetRequiredService<InternalAuth>().Accepts(http.Request)) person = null;
        http.Items[Key] = person;                                 // a signature does not end in the middle of a request
        return person;
    }
}
