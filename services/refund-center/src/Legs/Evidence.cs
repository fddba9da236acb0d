namespace RefundCenter.Legs;

/// <summary>What a death certificate rests on; stored with it and never changed.</summary>
/// <param name="Code">The definite code, in the channel's words.</param>
/// <param name="CodeAt">When it came.</param>
/// <param name="Sends">Sends that may have moved money, at that time.</param>
/// <param name="SendsWithoutAnswer">Of these, how many have no answer of their own.</param>
/// <param name="AskedAt">When the query was made that agrees; null when none was needed.</param>
/// <param name="Asked">What that query was answered.</param>
/// <param name="Note">The bill, the bank's words, or the people's reason.</param>
public sealed record Evidence(
    string? Code, DateTimeOffset? CodeAt, int Sends, int SendsWithoutAnswer, DateTimeOffset? AskedAt, string? Asked,
    string? Note);
