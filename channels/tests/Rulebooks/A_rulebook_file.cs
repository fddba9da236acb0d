using System.Text;
using System.Text.Json.Nodes;
using Channels.Rules;

namespace Channels.Tests.Rulebooks;

public sealed class A_rulebook_file
{
    private static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "rulebooks", "wechat.json");

    public static TheoryData<string> Channels { get; } =
        [.. Directory.EnumerateFiles(Path.GetDirectoryName(Shipped)!).Select(x => Path.GetFileNameWithoutExtension(x)!)];

    [Theory, MemberData(nameof(Channels))]
    public void Is_whole_and_of_its_channel(string channel) =>
        Assert.Equal(channel, RulebookReader.ReadOf(channel).Channel);

    [Fact]
    public void Of_WeChatPay_holds_the_published_numbers()
    {
        var rulebook = RulebookReader.ReadFile(Shipped);
        Assert.Equal(("wechat", 365, 50), (rulebook.Channel, rulebook.WindowDays, rulebook.MaxParts));
        Assert.Equal(TimeSpan.FromMinutes(1), rulebook.PartSpacing);
        Assert.Equal(new RequestRates(150, 6), rulebook.Rates);
        Assert.Equal(RetryMode.SameRequest, rulebook.RetryMode);
        Assert.Equal("fund-flow", Assert.Single(rulebook.Files, file => file.Authoritative).Kind);
        Assert.True(rulebook.Trusts("out_refund_no", TimeSpan.FromDays(400), parts: 50));
        Assert.False(rulebook.Trusts("refund_id", TimeSpan.Zero, parts: 1));
        Assert.Equal(FeeReturn.Returned, rulebook.FeeReturn.Of("native"));
        Assert.Equal(NoticeMeaning.Operator, rulebook.Notices[1].Means);
        Assert.Equal(new Arrival(Delay.Days(1), Delay.Days(3)), rulebook.ExpectedBy(RefundMethods.Interface, "card"));
        Assert.Equal(Delay.Of(TimeSpan.FromMinutes(30)), rulebook.ExpectedBy(RefundMethods.Payout, "wallet")!.Until);
        Assert.Null(rulebook.ExpectedBy(RefundMethods.Offline, "card"));
    }

    [Fact]
    public void Tells_all_its_mistakes_at_once()
    {
        var json = Read();
        json.Remove("maxParts");
        json["windowDays"] = -1;
        json["partSpacing"] = "soon";
        json["retryMode"] = 0;
        json["rates"]!.AsObject().Remove("badPerSecond");
        json["probes"]!.AsObject().Remove("card");
        json["timeZone"] = "Asia/Atlantis";
        json["colour"] = "green";
        json["sources"]!.AsObject().Remove("settlingTime");
        json["oldPayments"] = JsonNode.Parse("""{ "afterDays": 0, "perMinute": 5000 }""");
        json.Remove("provisional");
        json["notices"]![0]!["means"] = "gladness";
        json["expected"]!["interface"]!["card"]!["until"] = 0;
        json["clearingParty"] = "a friend";
        json["methods"] = new JsonArray("payout", "prayer");

        Assert.Equal(
            [
                "clearingParty has an impossible value", "colour is no rule", "expected has an impossible value",
                "maxParts is missing", "methods has an impossible value", "notices is unreadable",
                "oldPayments has an impossible value", "partSpacing is unreadable", "probes has an impossible value",
                "provisional is missing", "rates is unreadable", "retryMode is unreadable", "settlingTime has no source",
                "timeZone has an impossible value", "windowDays has an impossible value",
            ],
            MistakesOf(json).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Has_a_time_of_day_exactly_where_workbooks_are_made()                                      // S145, S146
    {
        var json = Read();
        json["methods"]!.AsArray().Add("file");
        Assert.Equal(
            ["methods has file, of which expected says nothing", "fileCutOff is needed for the methods file and offline"],
            MistakesOf(json));
        json["methods"]!.AsArray().RemoveAt(2);
        json["fileCutOff"] = "15:00:00";
        Assert.Equal(["fileCutOff is for the methods file and offline alone"], MistakesOf(json));
    }

    [Fact]
    public void Ends_nothing_while_its_channel_tries_again_by_itself()                                    // S32
    {
        var json = Read();
        json["provisional"] = JsonNode.Parse(
            """{ "finalAfter": "8.00:00:00", "retriedNextDay": true, "silentSuccess": true }""");
        Assert.Equal(
            [
                "files has fund-flow, whose silence counts before provisional.finalAfter",
                "probes.wallet is over before provisional.finalAfter",
                "resurrectionTime is over before provisional.finalAfter",
            ],
            MistakesOf(json).Order(StringComparer.Ordinal));
        json["provisional"]!["finalAfter"] = "3.00:00:00";
        Assert.True(RulebookReader.TryRead(Bytes(json), out _, out _));
    }

    [Fact]
    public void Pays_out_for_three_years_unless_it_says_otherwise()                                       // S167
    {
        var json = Read();
        json.Remove("payoutWindowDays");
        json["sources"]!.AsObject().Remove("payoutWindowDays");
        Assert.True(RulebookReader.TryRead(Bytes(json), out var rulebook, out _));
        Assert.Equal(1095, rulebook.PayoutWindowDays);

        json["payoutWindowDays"] = 0;
        Assert.Equal(
            ["payoutWindowDays has an impossible value", "payoutWindowDays has no source"],
            MistakesOf(json).Order(StringComparer.Ordinal));
    }

    [Theory, InlineData("[]"), InlineData("nonsense"), InlineData("")]
    public void Is_refused_when_it_is_no_object(string json) =>
        Assert.False(RulebookReader.TryRead(Encoding.UTF8.GetBytes(json), out _, out _));

    [Fact]
    public void Gives_a_merchant_the_rules_of_its_contract()                                              // S1, S49
    {
        var json = Read();
        json["overrides"] = JsonNode.Parse("""
            { "1900099901": { "windowDays": 730, "feeReturn": { "default": "kept", "exceptions": {} } } }
            """);
        Assert.True(RulebookReader.TryRead(Bytes(json), out var rulebook, out _));
        Assert.Equal((365, 730), (rulebook.For("1900099902").WindowDays, rulebook.For("1900099901").WindowDays));
        Assert.Equal(FeeReturn.Kept, rulebook.For("1900099901").FeeReturn.Of(null));
        Assert.Equal((50, 2), (rulebook.For("1900099901").MaxParts, rulebook.For("1900099901").Version));
    }

    [Fact]
    public void Tells_the_mistakes_of_merchants_with_their_numbers()
    {
        var json = Read();
        json["overrides"] = JsonNode.Parse("""
            { "1900099901": { "windowDays": 0, "settlingTime": "00:00:01" }, "1900099902": { "methods": ["offline"] } }
            """);
        Assert.Equal(
            [
                "overrides.1900099901.settlingTime is no rule that a merchant may have of its own",
                "overrides.1900099901.windowDays has an impossible value",
                "overrides.1900099902.methods has offline, of which expected says nothing",
                "overrides.1900099902.fileCutOff is needed for the methods file and offline",
            ],
            MistakesOf(json));
    }

    private static JsonObject Read() => JsonNode.Parse(File.ReadAllText(Shipped))!.AsObject();

    private static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private static IReadOnlyList<string> MistakesOf(JsonObject json)
    {
        Assert.False(RulebookReader.TryRead(Bytes(json), out _, out var mistakes));
        return mistakes;
    }
}
