using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Channels;
using Contracts;

namespace Reconciliation.Tests.Bills;

/// <summary>
/// A source of files that are texts in the line format of WeChat Pay's bills: columns by header text, fields led by a
/// back-tick. What is not put there is not ready yet; a text that ends without its summary is broken.
/// </summary>
public sealed class TextBills : IBillSource
{
    public const string TradeHeader = "交易时间,微信订单号,微信退款单号,商户退款单号,申请退款金额,退款状态,交易状态,货币种类";
    public const string FundFlowHeader = "记账时间,微信支付业务单号,资金流水单号,业务类型,收支类型,收支金额(元),业务凭证号";

    private readonly ConcurrentDictionary<(string, DateOnly, string), string> files = new();
    private int asked;

    public string Name => "wechat";

    public IReadOnlyList<string> Kinds { get; } = ["trade", "fund-flow"];

    public int Asked => asked;

    /// <summary>Publishes a file, or another one in its place.</summary>
    public void Put(string merchant, DateOnly day, string kind, params string[] rows) =>
        files[(merchant, day, kind)] = string.Join("\r\n",
            [kind == "trade" ? TradeHeader : FundFlowHeader, .. rows, "总笔数", $"`{rows.Length}", ""]);

    public void PutBroken(string merchant, DateOnly day, string kind) =>
        files[(merchant, day, kind)] = FundFlowHeader + "\r\n";

    public static string Traded(DateOnly day, string no, string refundId, string yuan, string status) =>
        $"`{day:yyyy-MM-dd} 23:59:59,`4200000000202603020000000001,`{refundId},`{no},`{yuan},`{status},`REFUND,`CNY";

    public static string Flowed(DateOnly day, string no, string refundId, string yuan) =>
        $"`{day:yyyy-MM-dd} 00:00:30,`{refundId},`4200000000202603020000000001,`退款,`支出,`{yuan},`{no}";

    public Task<BillAnswer> Fetch(string channelMerchant, DateOnly day, string kind, CancellationToken ct)
    {
        Interlocked.Increment(ref asked);
        return Task.FromResult<BillAnswer>(
            !files.TryGetValue((channelMerchant, day, kind), out var text)
                ? new BillAnswer.NotReady("NO_STATEMENT_EXIST", SaysNone: true)
            : !text.Contains("总笔数", StringComparison.Ordinal) ? new BillAnswer.Broken("no summary")
            : new BillAnswer.File(
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), Lines(text, kind, ct)));
    }

    private static async IAsyncEnumerable<BillLine> Lines(
        string text, string kind, [EnumeratorCancellation] CancellationToken ct)
    {
        var rows = text.Split("\r\n");
        var columns = rows[0].Split(',');
        for (var i = 1; i < rows.Length - 3; i++)
        {
            await Task.Yield();
            ct.ThrowIfCancellationRequested();
            var row = columns.Zip(rows[i][1..].Split(",`")).ToDictionary(x => x.First, x => x.Second);
            yield return kind == "trade" ? Traded(i + 1, row) : Flowed(i + 1, row);
        }
    }

    private static BillLine Traded(int line, Dictionary<string, string> row) => new(
        line, BillLineKind.Refund, row["微信订单号"], row["商户退款单号"], row["微信退款单号"],
        new Money(Fen(row["申请退款金额"]), row["货币种类"]), Money.Zero("CNY"), row["退款状态"], false, Time(row["交易时间"]));

    private static BillLine Flowed(int line, Dictionary<string, string> row) => new(
        line, BillLineKind.Refund, row["资金流水单号"], row["业务凭证号"], row["微信支付业务单号"],
        new Money(Fen(row["收支金额(元)"]), "CNY"), Money.Zero("CNY"), row["收支类型"], true, Time(row["记账时间"]));

    private static long Fen(string yuan) =>
        long.Parse(yuan.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) =>
        new(DateTime.Parse(text, CultureInfo.InvariantCulture), TimeSpan.FromHours(8));
}
