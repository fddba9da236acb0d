using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Channels.Tests.Conformance;
using Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.Alipay;

public sealed class A_bill : IAsyncLifetime
{
    private const string Account =
        "#支付宝账务明细查询\r\n#账号：[20880000000000010156]\r\n"
        + "#起始日期：[2023年11月15日 00:00:00]   终止日期：[2023年11月16日 00:00:00]\r\n#-----账务明细列表-----\r\n"
        + "账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注\r\n"
        + "1\t,42\t,T1\t,A, B\t,2023-11-15 06:01:10,a@b\t,10.00,0.00,110.00,支付宝\t,在线支付\t,\r\n"
        + "2\t,42\t,T1\t,A\t,2023-11-15 06:01:10,\t,0.00,-0.06,109.94,\t,收费\t,费\t\r\n"
        + "3\t,42\t,T1\t,A\t,2023-11-15 06:13:21,a@b\t,,-8.80,101.14,支付宝\t,交易退款\t,缺货, 抱歉\r\n"
        + "4\t,42\t,T1\t,A\t,2023-11-15 06:13:21,\t,0.05,0.00,101.19,\t,退费\t,\r\n"
        + "#-----账务明细列表结束-----\r\n#支出合计：2笔，共-8.86元\r\n#收入合计：2笔，共10.05元\r\n";

    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding(936)!;
    private static readonly DateOnly Day = new(2023, 11, 15);
    private ScriptedServer server = null!;
    private IBillSource bills = null!;

    public async Task InitializeAsync()
    {
        server = await ScriptedServer.Start();
        var settings = AlipayKit.Settings(server.Address);
        settings["LargestBillBytes"] = "1000000";
        bills = AlipayKit.Services(settings).GetRequiredService<IBillSource>();
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Of_trades_is_read_whole()
    {
        var sample = Gbk.GetBytes(Vectors.Text("billSample.text"));
        Assert.Equal(
            Vectors.Text("billSample.sha1OfGbkBytes"),
            Convert.ToHexStringLower(CryptographicOperations.HashData(HashAlgorithmName.SHA1, sample)));
        Serve(Zip(sample));
        var file = Assert.IsType<BillAnswer.File>(await Fetch("trade"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(sample)), file.Hash);

        var lines = await Lines(file);
        Assert.Equal(
            new BillLine(
                6, BillLineKind.Payment, "2023111522001400000000000001", null, null, Cny(1000), Cny(6), "交易", true,
                At("06:01:10"))
            { FeeThousandths = 6000 },
            lines[0]);
        Assert.Equal(
            new BillLine(
                7, BillLineKind.Refund, "2023111522001400000000000001", "R20231115000001",
                "2023111522001400000000000001@20231115", Cny(880), Cny(0), "退款", true, At("06:13:21")),
            lines[1]);
        Assert.Equal(2, lines.Count);
    }

    [Fact]
    public async Task Of_the_account_shows_what_moved_and_names_no_refund()
    {
        Serve(Zip(Gbk.GetBytes(Account)));
        var lines = await Lines(Assert.IsType<BillAnswer.File>(await Fetch("signcustomer")));
        Assert.Equal(
            [
                (BillLineKind.Payment, 1000L, 0L), (BillLineKind.Fee, 6, 6), (BillLineKind.Other, 880, 0),
                (BillLineKind.Fee, 5, -5),
            ],
            lines.Select(line => (line.Kind, line.Amount.Minor, line.Fee.Minor)));
        Assert.All(lines, line => Assert.Equal((true, "42", null), (line.MovedMoney, line.ChannelPaymentNo, line.No)));
    }

    [Fact]
    public async Task Is_found_by_the_names_of_its_columns()
    {
        var text = Changed("订单金额（元）,商家实收（元）", "商户识别号,商家实收（元）,订单金额(元)")
            .Replace(",10.00,10.00,0.00", ",M\t,10.00,10.00,0.00", StringComparison.Ordinal)
            .Replace(",-8.80,-8.80,0.00", ",M\t,-8.80,-8.80,0.00", StringComparison.Ordinal);
        Serve(Zip(Gbk.GetBytes(text)));
        var lines = await Lines(Assert.IsType<BillAnswer.File>(await Fetch("trade")));
        Assert.Equal([1000L, 880], lines.Select(x => x.Amount.Minor));
    }

    [Theory]
    [InlineData("测试商品\t,2023-11-15 06:13:20", "茶, 半斤, 2.00\t,2023-11-15 06:13:20")]
    [InlineData("商品已售完", "缺货, 抱歉, 8.80")]
    [InlineData("*三(138****0000)\t,-8.80", "a,b\t,-8.80")]
    public async Task Survives_commas_in_names_and_remarks(string of, string instead)
    {
        Serve(Zip(Gbk.GetBytes(Changed(of, instead))));
        var lines = await Lines(Assert.IsType<BillAnswer.File>(await Fetch("trade")));
        Assert.Equal(("R20231115000001", 880L, At("06:13:21")), (lines[1].No, lines[1].Amount.Minor, lines[1].At));
    }

    [Fact]
    public async Task Shows_a_refund_that_stands_there_twice_as_two()
    {
        var row = Vectors.Text("billSample.text").Split("\r\n")
            .Single(line => line.Contains("退款\t", StringComparison.Ordinal));
        var text = Changed($"{row}\r\n", $"{row}\r\n{row}\r\n")
            .Replace("1笔，商家实收退款共-8.80元", "2笔，商家实收退款共-17.60元", StringComparison.Ordinal);
        Serve(Zip(Gbk.GetBytes(text)));
        var lines = await Lines(Assert.IsType<BillAnswer.File>(await Fetch("trade")));
        Assert.Equal(3, lines.Count);
        Assert.Matches(@"^\d+@20231115$", lines[1].ChannelNo);
        Assert.Equal($"{lines[1].ChannelNo}#{lines[2].LineNo}", lines[2].ChannelNo);
    }

    [Fact]
    public async Task Names_a_refund_without_a_number_by_its_order()
    {
        Serve(Zip(Gbk.GetBytes(Changed(",R20231115000001\t,0.00", ",\t,0.00"))));
        Assert.Equal("T20231115000001", (await Lines(Assert.IsType<BillAnswer.File>(await Fetch("trade"))))[1].No);
    }

    [Theory]
    [InlineData(",-8.80,-8.80,", ",-8.80,-8.81,")]                          // a row changed
    [InlineData(",-8.80,-8.80,", ",8.80,-8.80,")]                            // its sign
    [InlineData("退款合计：1笔", "退款合计：2笔")]                            // the count
    [InlineData("商家实收共10.00元", "商家实收共10.01元")]                    // a sum
    [InlineData("#退款合计", "#别的合计")]                                    // a total is missing
    [InlineData("业务明细列表结束", "别的")]                                  // the end is missing
    [InlineData("起始日期：[2023年11月15日", "起始日期：[2023年11月14日")]    // another day's
    [InlineData("退款批次号/请求号", "别的")]                                 // a column is missing
    [InlineData("创建时间,完成时间", "完成时间,完成时间")]                    // a column stands twice
    [InlineData("2023-11-15 06:13:21", "昨天")]                               // a time is no time
    [InlineData(",-8.80,-8.80,0.00,", ",-8.80,-8.80,")]                       // a field is missing
    [InlineData("#支付宝业务明细查询", "#支付宝业务汇总查询")]                // only the summary is there
    public async Task Is_broken_when_it_disagrees_with_itself(string of, string instead)
    {
        Serve(Zip(Gbk.GetBytes(Changed(of, instead))));
        Assert.IsType<BillAnswer.Broken>(await Fetch("trade"));
    }

    [Fact]
    public async Task Is_broken_when_it_is_no_archive_or_a_bomb()
    {
        byte[][] bad =
        [
            "<html>expired</html>"u8.ToArray(), [], new byte[1_000_001], Zip(new byte[50_000_000]),
            Zip([.. Gbk.GetBytes("#支付宝业务明细查询\r\n"), .. new byte[70_000]]),
            Zip([.. Gbk.GetBytes("#支付宝业务明细查询\r\n"), .. Enumerable.Repeat((byte)'\n', 2_000_000)]),
            Zip(Gbk.GetBytes(Vectors.Text("billSample.text")))[..^30],
            Zip([.. Enumerable.Repeat(Gbk.GetBytes(Vectors.Text("billSample.text")), 2)]),
        ];
        foreach (var content in bad)
        {
            Serve(content);
            Assert.IsType<BillAnswer.Broken>(await Fetch("trade"));
        }
    }

    [Theory]
    [InlineData("40004", "isp.bill_not_exist", true), InlineData("40004", "BILL_NOT_EXIST", true)]
    [InlineData("20000", "isp.unknow-error", false), InlineData("40006", "isv.insufficient-isv-permissions", false)]
    public async Task Is_not_ready_until_the_channel_has_it(string code, string subCode, bool saysNone)
    {
        server.Script = http => AlipayKit.Answer(http, AlipayKit.Error(code, subCode));
        Assert.Equal(new BillAnswer.NotReady(subCode, saysNone), await Fetch("trade"));
    }

    [Fact]
    public async Task Is_not_ready_when_the_link_is_over_or_nobody_answers()
    {
        Serve(null);
        Assert.Equal(new BillAnswer.NotReady("HTTP_403"), await Fetch("trade"));
        server.Script = http => AlipayKit.Answer(http, AlipayKit.Error("10000", null), sign: false);
        Assert.Equal(new BillAnswer.NotReady("NO_ANSWER"), await Fetch("trade"));
        Assert.IsType<BillAnswer.NotReady>(await bills.Fetch("2021000000000009", Day, "trade", default));
    }

    [Theory, InlineData(null), InlineData("no address"), InlineData("file:///etc/passwd")]
    public async Task Is_broken_when_its_link_is_none(string? link)
    {
        server.Script = http => AlipayKit.Answer(
            http, new Dictionary<string, object?> { ["code"] = "10000", ["bill_download_url"] = link });
        Assert.IsType<BillAnswer.Broken>(await Fetch("trade"));
    }

    private Task<BillAnswer> Fetch(string kind) => bills.Fetch(AlipayKit.AppId, Day, kind, default);

    private void Serve(byte[]? archive) => server.Script = async http =>
    {
        if (http.Request.Method == HttpMethods.Post)
        {
            await AlipayKit.Answer(http, new Dictionary<string, object?>
            {
                ["code"] = "10000", ["bill_download_url"] = new Uri(server.Address, "/file?token=a%2Fb").ToString(),
            });
            return;
        }
        Assert.Equal("?token=a%2Fb", http.Request.QueryString.Value);
        if (archive is null) http.Response.StatusCode = 403;
        else await http.Response.Body.WriteAsync(archive);
    };

    private static string Changed(string of, string instead)
    {
        var text = Vectors.Text("billSample.text");
        var changed = text.Replace(of, instead, StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        return changed;
    }

    /// <summary>As Alipay packs it: a summary beside the detail, names in GBK without saying so.</summary>
    private static byte[] Zip(params byte[][] details)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true, Gbk))
        {
            Write(zip, "20880000000000010156_20231115_业务明细(汇总).csv", Gbk.GetBytes("#支付宝业务汇总查询\r\n"));
            foreach (var detail in details) Write(zip, "20880000000000010156_20231115_业务明细.csv", detail);
        }
        return buffer.ToArray();
    }

    private static void Write(ZipArchive zip, string name, byte[] content)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(content);
    }

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
