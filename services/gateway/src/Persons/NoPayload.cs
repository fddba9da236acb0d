namespace Gateway.Persons;

/// <summary>Nothing: the subject says it all.</summary>
public sealed record NoPayload;
