namespace Channels.BankPortal;

/// <summary>
/// The columns of our template. Banks that take files publish no common form, so this one is ours: what staff need to
/// find the order and type the refund, and behind it what the bank adds.
/// </summary>
internal static class PortalColumns
{
    public const string BatchNo = "batchNo";
    public const string LineNo = "lineNo";
    public const string No = "merchantRefundNo";
    public const string OrderNo = "originalBankOrderNo";
    public const string OrderDate = "originalOrderDate";
    public const string OrderAmount = "originalAmount";
    public const string Amount = "refundAmount";
    public const string Currency = "currency";
    public const string Status = "status";
    public const string BankRefundNo = "bankRefundNo";
    public const string FailCode = "failCode";
    public const string FailReason = "failReason";
    public const string BankDate = "bankDate";

    /// <summary>In the place of a line number: count in the third column, sum under the amounts.</summary>
    public const string Total = "TOTAL";

    /// <summary>The payer's name and account stay empty: the original route needs none.</summary>
    public static IReadOnlyList<string> Sent { get; } =
    [
        BatchNo, LineNo, No, OrderNo, OrderDate, OrderAmount, Amount, Currency, "payerName", "payerAccount", "reason",
    ];

    public static IReadOnlyList<string> Returned { get; } =
        [.. Sent, BankRefundNo, Status, FailCode, FailReason, BankDate];
}
