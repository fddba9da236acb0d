namespace RefundCenter.Legs;

/// <summary>Who asked for something, and who agreed: two different persons, by their names at the desk.</summary>
public sealed record TwoPeople(string Maker, string Checker)
{
    public bool AreTwo => Maker.Length > 0 && Checker.Length > 0
        && !string.Equals(Maker, Checker, StringComparison.OrdinalIgnoreCase);
}
