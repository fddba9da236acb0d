namespace Gateway.Payments;

/// <summary>When a merchant gets a payment's money (S50), as it stands in messages and requests.</summary>
public static class Settlements
{
    /// <summary>The next working day; what is meant when nobody says.</summary>
    public const string NextDay = "t1";

    /// <summary><c>t0</c>: the same working day; <c>d0</c>: the same day, holidays too.</summary>
    public static IReadOnlyList<string> All { get; } = [NextDay, "t0", "d0"];
}
