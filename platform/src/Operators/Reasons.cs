using System.Diagnostics.CodeAnalysis;

namespace Platform.Operators;

/// <summary>Why somebody does something: compulsory for whatever changes anything.</summary>
public static class Reasons
{
    private const int Shortest = 5;
    private const int Longest = 500;

    /// <summary>Null and the trimmed reason when it is one, else what is said against it.</summary>
    public static Objection? Read(string? text, [NotNull] out string? reason)
    {
        reason = text?.Trim() ?? "";
        var length = reason.EnumerateRunes().Count();              // as the database counts
        return length is < Shortest or > Longest || reason.Any(char.IsControl) ? Objection.ReasonInvalid : null;
    }
}
