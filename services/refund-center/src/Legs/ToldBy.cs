namespace RefundCenter.Legs;

/// <summary>Who said what is new, as the words stand in messages (M10).</summary>
public static class ToldBy
{
    /// <summary>An answer, or a notice.</summary>
    public const string Channel = "channel";

    /// <summary>Through the payout service.</summary>
    public const string Bank = "bank";

    /// <summary>The channel's own file (S140).</summary>
    public const string File = "file";

    /// <summary>Our operators.</summary>
    public const string Desk = "desk";
}
