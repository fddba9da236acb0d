using System.Text;
using System.Xml.Linq;
using Channels.Tests.Conformance;
using Contracts;

namespace Channels.Tests.BankTransfer;

public sealed class A_file_for_the_bank
{
    private static readonly TransferOrder Order =
        new("R0123456789ABCDEFGHI", new Money(8_80, "CNY"), "token", new DateOnly(2023, 11, 15), "REFUND T2023111500");

    // The order of elements that the schema of pain.001.001.03 prescribes, as far as it is used here.
    private static readonly Dictionary<string, string> Sequence = new()
    {
        ["Document"] = "CstmrCdtTrfInitn",
        ["CstmrCdtTrfInitn"] = "GrpHdr PmtInf",
        ["GrpHdr"] = "MsgId CreDtTm Authstn NbOfTxs CtrlSum InitgPty FwdgAgt",
        ["InitgPty"] = "Nm PstlAdr Id",
        ["PmtInf"] =
            "PmtInfId PmtMtd BtchBookg NbOfTxs CtrlSum PmtTpInf ReqdExctnDt PoolgAdjstmntDt Dbtr DbtrAcct DbtrAgt "
            + "DbtrAgtAcct UltmtDbtr ChrgBr ChrgsAcct ChrgsAcctAgt CdtTrfTxInf",
        ["PmtTpInf"] = "InstrPrty SvcLvl LclInstrm CtgyPurp",
        ["SvcLvl"] = "Cd",
        ["Dbtr"] = "Nm",
        ["DbtrAcct"] = "Id Tp Ccy Nm",
        ["DbtrAgt"] = "FinInstnId",
        ["CdtrAgt"] = "FinInstnId",
        ["FinInstnId"] = "BIC ClrSysMmbId Nm PstlAdr Othr",
        ["ClrSysMmbId"] = "ClrSysId MmbId",
        ["ClrSysId"] = "Cd",
        ["CdtTrfTxInf"] =
            "PmtId PmtTpInf Amt XchgRateInf ChrgBr ChqInstr UltmtDbtr IntrmyAgt1 CdtrAgt CdtrAgtAcct Cdtr CdtrAcct "
            + "UltmtCdtr InstrForCdtrAgt InstrForDbtrAgt Purp RgltryRptg Tax RltdRmtInf RmtInf",
        ["PmtId"] = "InstrId EndToEndId",
        ["Amt"] = "InstdAmt",
        ["Cdtr"] = "Nm PstlAdr Id",
        ["CdtrAcct"] = "Id Tp Ccy Nm",
        ["Id"] = "Othr",
        ["Othr"] = "Id",
        ["Purp"] = "Cd",
        ["RmtInf"] = "Ustrd",
    };

    [Fact]
    public void Has_its_elements_in_the_order_of_the_schema()
    {
        var looked = 0;
        foreach (var element in Composed(Order).DescendantsAndSelf().Where(element => element.HasElements))
        {
            var allowed = Sequence[element.Name.LocalName].Split(' ');
            var places = element.Elements().Select(child => Array.IndexOf(allowed, child.Name.LocalName)).ToArray();
            Assert.DoesNotContain(-1, places);
            Assert.Equal(places.Distinct().Order(), places);
            looked++;
        }
        Assert.True(looked > 15);
    }

    [Fact]
    public void The_sample_file_keeps_the_same_order()
    {
        foreach (var element in XElement.Parse(Samples.Pain001).DescendantsAndSelf().Where(
            element => element.HasElements))
            if (Sequence.TryGetValue(element.Name.LocalName, out var names) && element.Name.LocalName is not (
                "Id" or "InitgPty"))
            {
                var places = element.Elements().Select(child => Array.IndexOf(names.Split(' '), child.Name.LocalName))
                    .ToArray();
                Assert.DoesNotContain(-1, places);
                Assert.Equal(places.Order(), places);
            }
    }

    [Fact]
    public void Carries_one_number_everywhere_and_the_exact_amount()
    {
        var file = Composed(Order);
        foreach (var name in (string[])["MsgId", "PmtInfId", "InstrId", "EndToEndId"])
            Assert.Equal(Order.No, Text(file, name));
        Assert.Equal("8.80", Text(file, "InstdAmt"));
        Assert.Equal(
            ["8.80", "8.80"], file.Descendants().Where(e => e.Name.LocalName == "CtrlSum").Select(e => e.Value));
        Assert.Equal("NURG", Text(file.Descendants().Single(e => e.Name.LocalName == "SvcLvl"), "Cd"));
    }

    [Fact]
    public void Goes_by_the_high_value_system_from_a_million_yuan()
    {
        var file = Composed(Order with { Amount = new Money(100_000_000, "CNY") });
        Assert.Equal("URGP", Text(file.Descendants().Single(e => e.Name.LocalName == "SvcLvl"), "Cd"));
        Assert.Equal("1000000.00", Text(file, "InstdAmt"));
    }

    [Fact]
    public void Is_cut_to_what_a_remark_may_be()
    {
        var remark = Text(Composed(Order with { Remark = "a\u0001b\n" + new string('x', 136) + "😀😀" }), "Ustrd");
        Assert.Equal("ab" + new string('x', 136) + "😀", remark);
    }

    [Theory]
    [InlineData("short", 880, "CNY")]
    [InlineData("r0123456789ABCDEFGHI", 880, "CNY")]
    [InlineData("R0123456789ABCDEFGHI", 0, "CNY")]
    [InlineData("R0123456789ABCDEFGHI", -1, "CNY")]
    [InlineData("R0123456789ABCDEFGHI", 880, "USD")]
    public void Is_not_made_of_an_order_that_the_route_cannot_carry(string no, long minor, string currency) =>
        Assert.Throws<ArgumentException>(() => Compose(Order with { No = no, Amount = new Money(minor, currency) }));

    [Fact]
    public async Task Is_signed_over_exactly_what_was_sent()
    {
        var line = new Line(() => TestBank.Says(TestBank.Report(Order.No, "ACTC", null)));
        var route = TestBank.RouteOver(line);
        await route.Send(Order, route.Compose(Order), new Payee("张三", "622202", "102100099996"), default);

        var call = Assert.Single(line.Calls);
        Assert.Equal("/base/files", call.PathAndQuery);
        var signature = call.AddressAndHeaders.Split("X-File-Signature:")[1].Trim().Split('\n')[0].Trim();
        Assert.True(TestBank.IsOurs(Encoding.UTF8.GetBytes(call.Body), signature));
    }

    [Fact]
    public async Task Puts_the_payee_only_where_he_belongs_whatever_the_remark_says()
    {
        var line = new Line(() => TestBank.Says(TestBank.Report(Order.No, "ACTC", null)));
        var route = TestBank.RouteOver(line);
        var tricky = Order with { Remark = "vault:token:account" };
        await route.Send(tricky, route.Compose(tricky), new Payee("张三", "622202", "102100099996"), default);

        var sent = XElement.Parse(Assert.Single(line.Calls).Body);
        Assert.Equal("vault:token:account", Text(sent, "Ustrd"));
        Assert.Equal("622202", sent.Descendants().Single(e => e.Name.LocalName == "CdtrAcct").Value);
        Assert.Equal("张三", sent.Descendants().Single(e => e.Name.LocalName == "Cdtr").Value);
        Assert.Equal("CNAPS102100099996", sent.Descendants().Single(e => e.Name.LocalName == "CdtrAgt").Value);
    }

    [Fact]
    public async Task Does_not_leave_with_a_name_that_cannot_stand_in_it()
    {
        var line = new Line(() => TestBank.Says(TestBank.Report(Order.No, "ACTC", null)));
        var route = TestBank.RouteOver(line);
        var answer = await route.Send(
            Order, route.Compose(Order), new Payee("\u0001", "622202", "102100099996"), default);
        Assert.Equal("NOT_COMPOSED", Assert.IsType<ChannelAnswer.Refused>(answer).Code);
        Assert.Empty(line.Calls);
    }

    private static byte[] Compose(TransferOrder order) =>
        TestBank.RouteOver(new Line(() => throw new InvalidOperationException())).Compose(order).Body;

    private static XElement Composed(TransferOrder order) => XElement.Parse(Encoding.UTF8.GetString(Compose(order)));

    private static string Text(XElement file, string name) =>
        file.Descendants().Single(e => e.Name.LocalName == name).Value;
}
