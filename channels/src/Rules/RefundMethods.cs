namespace Channels.Rules;

/// <summary>The four methods by which a refund goes (S139, S148), as they stand in rulebooks and messages.</summary>
public static class RefundMethods
{
    /// <summary>联机原路: the channel's interface.</summary>
    public const string Interface = "interface";

    /// <summary>脱机原路: a workbook that is uploaded at the bank's portal (S145).</summary>
    public const string File = "file";

    /// <summary>脱机原路: a sheet by fax, mail or on paper (S146).</summary>
    public const string Offline = "offline";

    /// <summary>付款退款: a payment to the payer's card or account (S144).</summary>
    public const string Payout = "payout";

    public static IReadOnlyList<string> All { get; } = [Interface, File, Offline, Payout];
}
