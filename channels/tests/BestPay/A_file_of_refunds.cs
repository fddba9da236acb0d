using System.Text;
using Channels.Tests.Conformance;
using Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.BestPay;

public sealed class A_file_of_refunds : IAsyncLifetime
{
    private const string Header =
        "merchantNo,outTradeNo,outRefundNo,tradeNo,totalAmt,payAmt,refundAmt,tradeStatus,payTool,refundFinishedDate,fee\n";

    private const string Rows =
        "3178000000000001,T1,R1,501,1000,1000,880,SUCCESS,BANK,2023-11-15 06:15:02,-5\n"
        + "3178000000000001,T2,R2,502,2000,2000,2000,FAIL,BANK,2023-11-15 23:59:59,0\n";

    private const string Whole = Header + Rows + "TOTAL,2,2880,-5\n";
    private static readonly DateOnly Day = new(2023, 11, 15);
    private ScriptedServer server = null!;

    public async Task InitializeAsync() => server = await ScriptedServer.Start();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Shows_what_moved_and_what_did_not()
    {
        var lines = await Lines(Assert.IsType<BillAnswer.File>(await Fetch(Whole)));
        Assert.Equal(
            new BillLine(
                2, BillLineKind.Refund, "T1", "R1", "501", new Money(880, "CNY"), new Money(-5, "CNY"), "SUCCESS",
                MovedMoney: true, BestPayKit.At("2023-11-15T06:15:02")),
            lines[0]);
        Assert.Equal(("R2", "FAIL", false), (lines[1].No, lines[1].Status, lines[1].MovedMoney));
        Assert.Equal(2, lines.Count);
    }

    [Fact]
    public async Task Is_whole_without_any_row() =>
        Assert.Empty(await Lines(Assert.IsType<BillAnswer.File>(await Fetch(Header + "TOTAL,0,0,0\n"))));

    [Fact]
    public async Task Is_found_by_the_names_of_its_columns_behind_a_byte_order_mark()
    {
        var file = "\uFEFFfee,refundFinishedDate,tradeStatus,refundAmt,tradeNo,outRefundNo,outTradeNo,merchantNo,note\r\n"
            + "0,2023-11-15 06:15:02,SUCCESS,880,501,R1,T1,3178000000000001,x\r\nTOTAL,1,880,0\r\n";
        var line = Assert.Single(await Lines(Assert.IsType<BillAnswer.File>(await Fetch(file))));
        Assert.Equal(("R1", 880L), (line.No, line.Amount.Minor));
    }

    [Theory]
    [InlineData("TOTAL,2,2880,-5\n", "")]                                  // cut off
    [InlineData("TOTAL,2,2880,-5", "TOTAL,3,2880,-5")]                     // the count
    [InlineData("TOTAL,2,2880,-5", "TOTAL,2,2881,-5")]                     // the sum
    [InlineData("TOTAL,2,2880,-5", "TOTAL,2,2880,0")]                      // the fees
    [InlineData("TOTAL,2,2880,-5\n", "TOTAL,2,2880,-5\nTOTAL,2,2880,-5\n")]
    [InlineData(",880,", ",881,")]                                         // a row changed
    [InlineData(",880,", ",8.80,")]
    [InlineData(",880,", ",")]                                             // a field is missing
    [InlineData("R1,", ",")]                                               // a number is missing
    [InlineData("3178000000000001,T1", "3178000000000002,T1")]             // another merchant's
    [InlineData("2023-11-15 06:15:02", "2023-11-16 06:15:02")]             // another day's
    [InlineData("2023-11-15 06:15:02", "yesterday")]
    [InlineData("refundAmt", "amount")]                                    // a column is missing
    public async Task Is_broken_when_anything_disagrees(string of, string instead)
    {
        var changed = Whole.Replace(of, instead, StringComparison.Ordinal);
        Assert.NotEqual(Whole, changed);
        Assert.IsType<BillAnswer.Broken>(await Fetch(changed));
    }

    [Fact]
    public async Task Is_not_ready_until_somebody_put_it_there()
    {
        Assert.Equal(new BillAnswer.NotReady("HTTP_404"), await Fetch("", 404));
        Assert.IsType<BillAnswer.Broken>(await Fetch(""));
        var settings = BestPayKit.Settings(server.Address);
        settings.Remove("BillUrl");
        Assert.Equal(
            new BillAnswer.NotReady("NO_BILL_URL"),
            await BestPayKit.Services(settings).GetRequiredService<IBillSource>()
                .Fetch(BestPayKit.MerchantNo, Day, "refunds", default));
    }

    private Task<BillAnswer> Fetch(string text, int status = 200)
    {
        server.Script = http =>
        {
            Assert.Equal("/files/3178000000000001/2023-11-15.csv", http.Request.Path);
            return BestPayKit.Answer(http, Encoding.UTF8.GetBytes(text), status);
        };
        return BestPayKit.Services(BestPayKit.Settings(server.Address)).GetRequiredService<IBillSource>()
            .Fetch(BestPayKit.MerchantNo, Day, "refunds", default);
    }

    private static async Task<List<BillLine>> Lines(BillAnswer.File file)
    {
        List<BillLine> lines = [];
        await foreach (var line in file.Lines) lines.Add(line);
        return lines;
    }
}
