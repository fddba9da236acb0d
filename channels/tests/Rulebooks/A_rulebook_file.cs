using System.Text;
using System.Text.Json.Nodes;

namespace Channels.Tests.Rulebooks;

public sealed class A_rulebook_file
{
    private static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "rulebooks", "wechat.json");

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
    }

    [Fact]
    public void Tells_all_its_mistakes_at_once()
    {
        var json = JsonNode.Parse(File.ReadAllText(Shipped))!.AsObject();
        json.Remove("maxParts");
        json["windowDays"] = -1;
        json["partSpacing"] = "soon";
        json["retryMode"] = 0;
        json["rates"]!.AsObject().Remove("badPerSecond");
        json["probes"]!.AsObject().Remove("card");
        json["timeZone"] = "Asia/Atlantis";
        json["colour"] = "green";
        json["sources"]!.AsObject().Remove("settlingTime");

        Assert.False(RulebookReader.TryRead(Encoding.UTF8.GetBytes(json.ToJsonString()), out _, out var errors));
        Assert.Equal(
            [
                "colour is no rule", "maxParts is missing", "partSpacing is unreadable",
                "probes has an impossible value", "rates is unreadable", "retryMode is unreadable", "settlingTime has no source",
                "timeZone has an impossible value", "windowDays has an impossible value",
            ],
            errors.Order(StringComparer.Ordinal));
    }

    [Theory, InlineData("[]"), InlineData("nonsense"), InlineData("")]
    public void Is_refused_when_it_is_no_object(string json) =>
        Assert.False(RulebookReader.TryRead(Encoding.UTF8.GetBytes(json), out _, out _));
}
