using System.Text.Json.Nodes;
using Channels;
using Contracts;
using Gateway.Payments;
using Gateway.Refunds;

namespace Gateway.Tests.Refunds;

/// <summary>Whether a refund may be asked for, by the rulebook of its payment's channel.</summary>
public sealed class The_admission_of_a_refund
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    private static readonly ChannelRules Shipped = new(new AdmissionOptions());
    private static readonly Rulebook Rules =
        Shipped.For("wechat", "1900000109", Now)! with
        {
            WindowDays = 30, PayoutWindowDays = 90, MaxParts = 2, MinAmountMinor = 10, Methods = ["interface"],
        };

    [Fact]
    public void Has_the_window_of_the_channel()                                                       // S1
    {
        Assert.Null(Refuse(Payment(Now.AddDays(-30)), 100));
        Assert.Equal("refund_window_closed", Refuse(Payment(Now.AddDays(-30).AddSeconds(-1)), 100));
    }

    [Fact]
    public void Has_a_longer_window_where_a_payout_is_left()                                          // S51, S167
    {
        var paidOut = Rules with { Methods = ["interface", "payout"] };
        Assert.Null(Refuse(Payment(Now.AddDays(-90)), 100, paidOut));
        Assert.Equal("refund_window_closed", Refuse(Payment(Now.AddDays(-90).AddSeconds(-1)), 100, paidOut));
        Assert.Null(Refuse(Payment(Now.AddDays(-30)), 100, paidOut with { PayoutWindowDays = 7 }));
    }

    [Fact]
    public void Has_the_window_that_the_contract_of_the_merchant_says()                               // S1
    {
        var own = new Dictionary<string, Rulebook> { ["1900000109"] = Rules with { WindowDays = 60 } };
        var contract = Rules with { Overrides = own };
        Assert.Null(Refuse(Payment(Now.AddDays(-60)), 100, contract));
    }

    [Fact]
    public void Follows_our_own_methods() => Assert.Equal(
        ["payout"], new ChannelRules(new AdmissionOptions { Methods = { ["wechat"] = ["payout"] } })
            .For("wechat", "1", Now)!.Methods);

    [Fact]
    public void Has_the_parts_of_the_channel()                                                        // S5
    {
        var payment = Payment(Now);
        payment.Reserve(Cny(100), Now);
        Assert.Null(Refuse(payment, 100));
        payment.Reserve(Cny(100), Now);
        Assert.Equal("too_many_parts", Refuse(payment, 100));
    }

    [Fact]
    public void Has_the_smallest_amount_of_the_channel()
    {
        Assert.Null(Refuse(Payment(Now), 10));
        Assert.Equal("amount_below_minimum", Refuse(Payment(Now), 9));
    }

    [Fact]
    public void Is_refused_for_a_channel_without_a_rulebook() =>
        Assert.Equal(
            "channel_not_opened",
            Admission.Refuse(
                Payment(Now), Wish(Cny(100)), new HashSet<string> { "wechat" }, Shipped.For("nobody", "1", Now),
                Now)?.Kind.Code);

    [Fact]
    public void Follows_the_file_that_is_set()
    {
        var file = Path.GetTempFileName();
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "rulebooks/wechat.json")))!;
        json["windowDays"] = 90;
        File.WriteAllText(file, json.ToJsonString());
        var options = new AdmissionOptions { Rulebooks = { ["wechat"] = file } };
        Assert.Equal(90, new ChannelRules(options).For("wechat", "1", Now)!.WindowDays);

        json["windowDays"] = 0;
        File.WriteAllText(file, json.ToJsonString());
        Assert.Throws<InvalidDataException>(() => new ChannelRules(options));
        File.Delete(file);
    }

    [Fact]
    public void Takes_no_rulebook_of_another_channel() => Assert.Throws<InvalidDataException>(
        () => new ChannelRules(new AdmissionOptions { Rulebooks = { ["alipay"] = "rulebooks/wechat.json" } }));

    private static string? Refuse(Payment payment, long minor, Rulebook? rules = null) =>
        Admission.Refuse(payment, Wish(Cny(minor)), new HashSet<string> { "wechat" }, rules ?? Rules, Now)?.Kind.Code;

    private static Payment Payment(DateTimeOffset capturedAt) => Gateway.Payments.Payment.Register(
        new(
            Guid.CreateVersion7(Now), Guid.CreateVersion7(Now), "order-1", Cny(10_000), Cny(60), "wechat", "1900000109",
            "4200000001", "wallet", capturedAt),
        Now);

    private static RefundWish Wish(Money amount) => new("r-1", null, "order-1", amount, null, null, default, null);

    private static Money Cny(long minor) => new(minor, "CNY");
}
