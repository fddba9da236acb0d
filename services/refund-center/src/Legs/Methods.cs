namespace RefundCenter.Legs;

/// <summary>The methods by which a leg goes (S139, S148), as they stand in messages and rulebooks.</summary>
public static class Methods
{
    /// <summary>联机原路: the channel's interface, by the original route.</summary>
    public const string Interface = "interface";

    /// <summary>付款退款: a payment to the payer's card or account.</summary>
    public const string Payout = "payout";

    /// <summary>上传文件: a daily workbook that people upload on the bank's site (S145).</summary>
    public const string File = "file";

    /// <summary>线下: the same as a sheet, by fax, e-mail or paper (S146).</summary>
    public const string Offline = "offline";

    /// <summary>Those that legs can go by.</summary>
    public static IReadOnlyList<string> All { get; } = [Interface, File, Offline, Payout];

    /// <summary>People carry it: a batch of a working day, a result file that comes back.</summary>
    public static bool IsByFile(string method) => method is File or Offline;
}
