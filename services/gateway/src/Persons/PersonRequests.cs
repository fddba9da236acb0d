namespace Gateway.Persons;

/// <summary>Which person asks: set by the <see cref="OperatorEntrance"/>.</summary>
internal static class PersonRequests
{
    private static readonly object Key = new();

    /// <exception cref="InvalidOperationException">The address does not lie under <c>/operators</c>.</exception>
    public static SignedInPerson SignedIn(this HttpContext http) =>
        http.Items[Key] as SignedInPerson
            ?? throw new InvalidOperationException("This address is not behind the operators' entrance.");

    public static void SignedIn(this HttpContext http, SignedInPerson person) => http.Items[Key] = person;
}
