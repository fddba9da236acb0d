using Channels.BankPortal;
using Contracts;

namespace Channels.Tests.BankPortal;

/// <summary>Batches to hand over.</summary>
internal static class Batches
{
    private static readonly DateTimeOffset Paid = new(2026, 2, 28, 16, 30, 0, TimeSpan.Zero);

    public static IRefundTemplate Template { get; } = new BankPortalTemplate();

    public static RefundBatch Of(params long[] amounts) => new(
        "B0000000000000000001", "104310000001", new DateOnly(2026, 3, 2),
        [.. amounts.Select((minor, i) => new RefundBatchLine(i + 1, Refund(i + 1, minor)))]);

    public static ChannelRefund Refund(int number, long minor, string? reason = "no longer wanted") => new(
        "104310000001", $"R{number:D19}", null, $"70020260301{number:D6}", new Money(minor, "CNY"),
        new Money(10_000_000, "CNY"), reason)
    { PaidAt = Paid };

    /// <summary>The batch's workbook in the hands of the bank.</summary>
    public static BankClerk AtTheBank(RefundBatch batch) => new(Template.Write(batch).Workbook);

    public static IReadOnlyList<ReturnedLine> Lines(ReturnedFile answer) =>
        Assert.IsType<ReturnedFile.Whole>(answer).Lines;

    public static FileMistake Mistake(ReturnedFile answer) =>
        Assert.Single(Assert.IsType<ReturnedFile.Refused>(answer).Mistakes);
}
