using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Channels.Tests.Conformance;
using Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.WeChatPay;

public sealed class A_bill : IAsyncLifetime
{
    private const string FundFlow =
        "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额（元）,账户结余(元),资金变更提交申请人,备注,业务凭证号 \r\n"
        + "`2023-11-15 06:13:21,`503,`42,`退款,`退款,`支出,`8.75,`100.00,`1900099901API,`退款总金额8.80元;含手续费0.05元,`R1\r\n"
        + "`2023-11-15 07:00:00,`504,`43,`退款,`退款,`支出,`1.00,`99.00,`system,`缺货, 抱歉,`R2\r\n"
        + "`2023-11-15 08:00:00,`44,`F3,`交易,`交易,`收入,`10.00,`109.00,`system,`,`\r\n"
        + "`2023-11-15 08:00:00,`44,`F4,`扣除交易手续费,`扣除交易手续费,`支出,`0.06,`108.94,`system,`,`\r\n"
        + "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额\r\n`4,`1,`10.00,`3,`9.81\r\n";

    private static readonly DateOnly Day = new(2023, 11, 15);
    private ScriptedServer server = null!;
    private IBillSource bills = null!;

    public async Task InitializeAsync()
    {
        server = await ScriptedServer.Start();
        bills = WeChatPayKit.Services(WeChatPayKit.Settings(server.Address)).GetRequiredService<IBillSource>();
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Theory, InlineData(false), InlineData(true)]
    public async Task Of_trades_is_read_whole(bool gzip)
    {
        Serve(Vectors.Text("bill.text"), Vectors.Text("bill.sha1"), gzip);
        var file = Assert.IsType<BillAnswer.File>(await Fetch("trade"));
        Assert.Equal(Vectors.Text("bill.sha1"), file.Hash);

        var lines = await Lines(file);
        Assert.Equal(
            new BillLine(
                2, BillLineKind.Payment, "4200000000202311150000000001", null, null, Cny(1000), Cny(6), "SUCCESS",
                false, At("06:01:10")) { FeeThousandths = 6000 },
            lines[0]);
        Assert.Equal(
            new BillLine(
                3, BillLineKind.Refund, "4200000000202311150000000001", "R20231115000001",
                "50300000002023111500000000001", Cny(880), Cny(-5), "SUCCESS", false, At("06:13:20"))
            { FeeThousandths = -5280 },
            lines[1]);
        Assert.Equal(2, lines.Count);
    }

    [Fact]
    public async Task Of_fund_flow_shows_what_moved()
    {
        Serve(FundFlow, Sha1(FundFlow));
        var lines = await Lines(Assert.IsType<BillAnswer.File>(await Fetch("fund-flow")));
        Assert.Equal(
            new BillLine(2, BillLineKind.Refund, "42", "R1", "503", Cny(880), Cny(-5), "支出", true, At("06:13:21"))
            { FeeThousandths = -5000 },
            lines[0]);
        Assert.Equal(("R2", Cny(100), Cny(0)), (lines[1].No, lines[1].Amount, lines[1].Fee));
        Assert.Equal(
            [BillLineKind.Refund, BillLineKind.Refund, BillLineKind.Payment, BillLineKind.Fee],
            lines.Select(line => line.Kind));
    }

    [Fact]
    public async Task Is_found_by_the_names_of_its_columns()
    {
        var text = Table(
            "商户号,交易状态,微信订单号,总金额,交易时间,货币种类,微信退款单号,商户退款单号,退款金额,退款状态,手续费",
            ["`1,`REFUND,`42,`0.00,`2023-11-15 06:00:00,`CNY,`503,`R1,`1.00,`PROCESSING,`-0.00600"],
            "总交易单数,总交易额,总退款金额,手续费总金额", "`1,`0.00,`1.00,`-0.00600");
        Serve(text, Sha1(text));
        var line = Assert.Single(await Lines(Assert.IsType<BillAnswer.File>(await Fetch("trade"))));
        Assert.Equal(("R1", Cny(100), "PROCESSING"), (line.No, line.Amount, line.Status));
    }

    [Theory]
    [InlineData("`8.80,`0.00,`ORIGINAL", "`8.81,`0.00,`ORIGINAL")]          // a row changed
    [InlineData("`2,`10.00,`8.80", "`3,`10.00,`8.80")]                       // the count
    [InlineData("`2,`10.00,`8.80", "`2,`10.00,`8.81")]                       // a sum
    [InlineData("0.00720", "0.00721")]                                       // the fee to its fifth decimal
    [InlineData("`REFUND,`CMB_DEBIT,`CNY", "`REFUND,`CNY")]                  // a field is missing
    [InlineData("退款状态", "别的")]                                            // a column is missing
    [InlineData("`0.60%,`0.00,`8.80", "`0.60%,`0.00,`8.80.0")]               // an amount is no amount
    public async Task Is_broken_when_rows_and_summary_disagree(string of, string instead)
    {
        var text = Vectors.Text("bill.text");
        var changed = text.Replace(of, instead, StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        Serve(changed, Sha1(changed));
        Assert.IsType<BillAnswer.Broken>(await Fetch("trade"));
    }

    [Fact]
    public async Task Is_broken_when_its_hash_differs()
    {
        Serve(Vectors.Text("bill.text") + "\n", Vectors.Text("bill.sha1"));
        Assert.IsType<BillAnswer.Broken>(await Fetch("trade"));
    }

    [Fact]
    public async Task Is_broken_when_its_end_is_missing()
    {
        var text = Vectors.Text("bill.text");
        var cut = text[..text.IndexOf("总交易单数", StringComparison.Ordinal)];
        Serve(cut, Sha1(cut));
        Assert.IsType<BillAnswer.Broken>(await Fetch("trade"));
    }

    [Theory]
    [InlineData(400, "NO_STATEMENT_EXIST"), InlineData(400, "STATEMENT_CREATING"), InlineData(500, "SYSTEM_ERROR")]
    public async Task Is_not_ready_until_the_channel_has_it(int status, string code)
    {
        server.Script = http => WeChatPayKit.Answer(http, status, $$"""{"code":"{{code}}"}""");
        Assert.Equal(new BillAnswer.NotReady(code, SaysNone: code == "NO_STATEMENT_EXIST"), await Fetch("trade"));
    }

    private Task<BillAnswer> Fetch(string kind) => bills.Fetch(WeChatPayKit.MchId, Day, kind, default);

    private void Serve(string text, string sha1, bool gzip = false) => server.Script = async http =>
    {
        Assert.StartsWith(
            "WECHATPAY2-SHA256-RSA2048 ", http.Request.Headers.Authorization.ToString(), StringComparison.Ordinal);
        if (http.Request.Path.StartsWithSegments("/v3/bill"))
        {
            var link = JsonSerializer.Serialize(new
            {
                hash_type = "SHA1",
                hash_value = sha1,
                download_url = "https://elsewhere.example.com/v3/billdownload/file?token=a%2Fb",
            });
            await WeChatPayKit.Answer(http, 200, link);
            return;
        }
        Assert.Equal("?token=a%2Fb", http.Request.QueryString.Value);
        await http.Response.Body.WriteAsync(gzip ? Gzip(text) : Encoding.UTF8.GetBytes(text));
    };

    private static string Table(string header, string[] rows, string summaryHeader, string summary) =>
        string.Join('\n', [header, .. rows, summaryHeader, summary]);

    private static byte[] Gzip(string text)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return buffer.ToArray();
    }

    private static string Sha1(string text) => Convert.ToHexStringLower(
        CryptographicOperations.HashData(HashAlgorithmName.SHA1, Encoding.UTF8.GetBytes(text)));

    private static async Task<List<BillLine>> Lines(BillAnswer.File file)
    {
        List<BillLine> lines = [];
        await foreach (var line in file.Lines) lines.Add(line);
        return lines;
    }

    private static Money Cny(long fen) => new(fen, "CNY");

    private static DateTimeOffset At(string time) =>
        DateTimeOffset.Parse($"2023-11-15T{time}+08:00", CultureInfo.InvariantCulture);
}
