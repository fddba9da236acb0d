namespace Gateway.Problems;

/// <summary>What is wrong with one member of a request body or one query parameter.</summary>
/// <param name="Pointer">RFC 6901 pointer into the body (<c>/amount/minor</c>), or <c>?limit</c> for a query
/// parameter.</param>
/// <param name="Code">One of <see cref="FieldCodes"/>.</param>
/// <param name="Detail">One English sentence; never repeats the value.</param>
public sealed record FieldError(string Pointer, string Code, string Detail);
