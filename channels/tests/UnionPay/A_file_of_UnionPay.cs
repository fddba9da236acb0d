using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Channels.Tests.Conformance;
using Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.UnionPay;

public sealed class A_file_of_UnionPay : IAsyncLifetime
{
    private const string Zm = "INN23111588ZM_777290058110048", Zme = "INN23111588ZME_777290058110048";
    private static readonly DateOnly Day = new(2023, 11, 15);
    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding(936)!;
    private ScriptedServer server = null!;
    private IBillSource bills = null!;

    private static string Sample => Vectors.Text("zmSample.textGbkDecoded");

    public async Task InitializeAsync()
    {
        server = await ScriptedServer.Start();
        bills = Bills();
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Shows_what_was_cleared()
    {
        Assert.Equal(
            Vectors.Text("zmSample.sha1OfGbkBytes"),
            Convert.ToHexStringLower(CryptographicOperations.HashData(HashAlgorithmName.SHA1, Gbk.GetBytes(Sample))));
        Serve((Zm, Gbk.GetBytes(Sample)));
        var file = Assert.IsType<BillAnswer.File>(await Fetch("ZM"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Gbk.GetBytes(Sample))), file.Hash);
        Assert.Equal(
            [
                new BillLine(
                    1, BillLineKind.Payment, "732311150601100000018", null, null, Cny(1000), Cny(6), "01", true,
                    At("06:01:10")) { FeeThousandths = 6000 },
                new BillLine(
                    2, BillLineKind.Refund, "732311150601100000018", "R20231115000001", UnionPayKit.QueryId, Cny(880),
                    Cny(-5), "04", true, At("06:13:20")) { FeeThousandths = -5000 },
            ],
            await Lines(file));
    }

    [Fact]
    public async Task Counts_bytes_where_a_merchants_own_text_is_Chinese()
    {
        var text = Put(327, "退款商户");
        Serve((Zm, Gbk.GetBytes(text)));
        Assert.Equal("R20231115000001", (await Lines(Assert.IsType<BillAnswer.File>(await Fetch("ZM"))))[1].No);
    }

    [Fact]
    public async Task May_end_anywhere_behind_its_published_columns()
    {
        var cut = string.Concat(Sample.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(row => row[..508] + "\r\n"));
        Serve(($"2023/{Zm}.txt", Gbk.GetBytes(cut)));
        Assert.Equal(2, (await Lines(Assert.IsType<BillAnswer.File>(await Fetch("ZM")))).Count);
    }

    [Theory]
    [InlineData(215, "31", BillLineKind.Other)]
    [InlineData(180, "C", BillLineKind.Other)]              // received by the merchant: no refund to a payer
    [InlineData(215, "04", BillLineKind.Refund)]
    public async Task Tells_kinds_by_transaction_type_and_direction(int offset, string text, BillLineKind expected)
    {
        Serve((Zm, Gbk.GetBytes(Put(offset, text))));
        var line = (await Lines(Assert.IsType<BillAnswer.File>(await Fetch("ZM"))))[1];
        Assert.Equal(expected, line.Kind);
    }

    [Theory]
    [InlineData(66, "00000000088x")]                        // the amount
    [InlineData(166, "X")]                                  // the letter of the fee
    [InlineData(180, " ")]                                  // the letter of what is settled
    [InlineData(35, "1332061320")]                          // the time
    public async Task Is_broken_when_a_field_is_unreadable(int offset, string text)
    {
        Serve((Zm, Gbk.GetBytes(Put(offset, text))));
        Assert.IsType<BillAnswer.Broken>(await Fetch("ZM"));
    }

    [Fact]
    public async Task Is_broken_when_its_end_is_missing()
    {
        foreach (var cut in (string[])[Sample[..^2], Sample[..^200], SecondRow(from: 0, until: 290) + "\r\n"])
        {
            Serve((Zm, Gbk.GetBytes(cut)));
            Assert.IsType<BillAnswer.Broken>(await Fetch("ZM"));
        }
    }

    [Theory]
    [InlineData("INN22111588ZM_777290058110048")]           // last year's: the question names no year
    [InlineData("INN23111588ZM_777290058110049")]
    [InlineData("INN23111588ZM_7772900581100480")]
    [InlineData("RD201023111501_777290058110048")]
    public async Task Is_broken_when_it_is_of_another_day_or_merchant(string name)
    {
        Serve((name, Gbk.GetBytes(Sample)));
        Assert.IsType<BillAnswer.Broken>(await Fetch("ZM"));
        Assert.IsType<BillAnswer.Broken>(await Fetch("ZME"));
    }

    [Fact]
    public async Task Is_broken_when_it_stands_there_twice()
    {
        Serve((Zm, Gbk.GetBytes(Sample)), ($"a/{Zm}", Gbk.GetBytes(Sample)));
        Assert.IsType<BillAnswer.Broken>(await Fetch("ZM"));
    }

    [Fact]
    public async Task Of_disputes_is_for_people()
    {
        var row = "E01 48020000    48020000    010003 1115101112 622202******0001    000000000880 " + new string(' ', 260) + "\r\n";
        Serve((Zm, Gbk.GetBytes(Sample)), (Zme, Gbk.GetBytes(row)));
        var line = Assert.Single(await Lines(Assert.IsType<BillAnswer.File>(await Fetch("ZME"))));
        Assert.Equal(
            new BillLine(1, BillLineKind.Other, "", null, null, Cny(880), Cny(0), "E01", false, At("10:11:12")), line);
        Assert.Equal(2, (await Lines(Assert.IsType<BillAnswer.File>(await Fetch("ZM")))).Count);
    }

    [Fact]
    public async Task Of_disputes_is_empty_when_there_were_none()
    {
        Serve((Zm, Gbk.GetBytes(Sample)));
        var file = Assert.IsType<BillAnswer.File>(await Fetch("ZME"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([])), file.Hash);
        Assert.Empty(await Lines(file));
    }

    [Fact]
    public async Task Is_said_not_to_exist_on_a_day_without_transactions()
    {
        Say(new() { ["respCode"] = "98" });
        Assert.Equal(new BillAnswer.NotReady("98", SaysNone: true), await Fetch("ZM"));
        Say(new() { ["respCode"] = "06" });
        Assert.Equal(new BillAnswer.NotReady("06"), await Fetch("ZM"));
    }

    [Fact]
    public async Task Does_not_count_when_its_signature_does_not_fit()
    {
        server.Script = http =>
        {
            var fields = UnionPayKit.Sign(Answer(Pack([(Zm, Gbk.GetBytes(Sample))])));
            fields["respCode"] = "98";
            return http.Response.WriteAsync(UnionPayKit.Text(fields));
        };
        Assert.Equal(new BillAnswer.NotReady("NO_ANSWER"), await Fetch("ZM"));
    }

    [Fact]
    public async Task Asks_for_the_clearing_day_of_one_merchant()
    {
        Dictionary<string, string> asked = [];
        server.Script = async http =>
        {
            var form = await http.Request.ReadFormAsync();
            asked = form.ToDictionary(x => x.Key, x => x.Value.ToString());
            await UnionPayKit.Answer(http, new(UnionPayKit.Created("98")));
        };
        await Fetch("ZM");
        Assert.Equal(
            ("76", "01", "1115", "00", UnionPayKit.MerId),
            (asked["txnType"], asked["txnSubType"], asked["settleDate"], asked["fileType"], asked["merId"]));
        Assert.NotEmpty(asked["signature"]);
    }

    [Theory]
    [InlineData("no base64!")]
    [InlineData("AAAA")]                                    // no zlib
    [InlineData("eJwDAAAAAAE=")]                            // zlib of nothing
    public async Task Is_broken_when_it_does_not_unpack(string content)
    {
        Say(Answer(content));
        Assert.IsType<BillAnswer.Broken>(await Fetch("ZM"));
    }

    [Fact]
    public async Task Is_broken_when_it_is_a_bomb()
    {
        bills = Bills(("UnpackedMegabytes", "1"));
        Serve((Zm, new byte[2 * 1024 * 1024]));
        Assert.IsType<BillAnswer.Broken>(await Fetch("ZM"));

        bills = Bills(("BillMegabytes", "1"));
        using var buffer = new MemoryStream();
        using (var zlib = new ZLibStream(buffer, CompressionLevel.Fastest)) zlib.Write(new byte[3 * 1024 * 1024]);
        Say(Answer(Convert.ToBase64String(buffer.ToArray())));
        Assert.IsType<BillAnswer.Broken>(await Fetch("ZM"));
    }

    [Fact]
    public async Task Is_broken_when_its_answer_is_too_large()
    {
        bills = Bills(("BillMegabytes", "1"));
        Say(Answer(new string('A', 1024 * 1024)));
        Assert.IsType<BillAnswer.Broken>(await Fetch("ZM"));
    }

    private Task<BillAnswer> Fetch(string kind) => bills.Fetch(UnionPayKit.MerId, Day, kind, default);

    private IBillSource Bills(params (string Name, string Value)[] settings)
    {
        var all = UnionPayKit.Settings(server.Address);
        foreach (var (name, value) in settings) all[name] = value;
        return UnionPayKit.Services(all).GetRequiredService<IBillSource>();
    }

    private void Serve(params (string Name, byte[] Content)[] files) => Say(Answer(Pack(files)));

    private void Say(Dictionary<string, string> changes) => server.Script = http =>
    {
        var fields = UnionPayKit.Created();
        foreach (var (name, value) in changes) fields[name] = value;
        return UnionPayKit.Answer(http, fields);
    };

    private static Dictionary<string, string> Answer(string content) =>
        new() { ["txnType"] = "76", ["fileName"] = "777290058110048_20231115.zip", ["fileContent"] = content };

    private static string Pack((string Name, byte[] Content)[] files)
    {
        using var buffer = new MemoryStream();
        using (var zlib = new ZLibStream(buffer, CompressionLevel.Fastest))
        {
            using var zip = new MemoryStream();
            using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
                foreach (var (name, content) in files)
                    using (var entry = archive.CreateEntry(name).Open()) entry.Write(content);
            zlib.Write(zip.ToArray());
        }
        return Convert.ToBase64String(buffer.ToArray());
    }

    /// <summary>Writes over the second row; a Chinese character takes the place of two blanks.</summary>
    private static string Put(int offset, string what) => Sample[..^SecondRow(0).Length]
        + SecondRow(0, offset) + what + SecondRow(offset + Gbk.GetByteCount(what));

    private static string SecondRow(int from, int? until = null)
    {
        var row = Sample[(Sample.IndexOf('\n') + 1)..];
        return row[from..(until ?? row.Length)];
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
