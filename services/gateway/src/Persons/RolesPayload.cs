namespace Gateway.Persons;

/// <summary>What a person is made with, or gets instead of the present roles.</summary>
public sealed record RolesPayload(string[] Roles);
