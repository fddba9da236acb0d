namespace RefundCenter.Legs;

/// <summary>The methods by which a leg goes (S139, S148), as they stand in messages and rulebooks.</summary>
public static class Methods
{
    /// <summary>联机原路: the channel's interface, by the original route.</summary>
    public const string Interface = "interface";

    /// <summary>付款退款: a payment to the payer's card or account.</summary>
    public const string Payout = "payout";

    /// <summary>Those that legs can go by.</summary>
    public static IReadOnlyList<string> All { get; } = [Interface, Payout];
}
