using Channels;
using Simulators.Misfortunes;

namespace Simulators.Tests.Alipay;

public sealed class A_deposit_back : StandTest
{
    [Theory, InlineData(null, Destination.Payer, "payer")]
    [InlineData(MisfortuneKind.DepositBackFailed, Destination.PayerBalance, "payer-balance")]
    public async Task Is_told_days_later_and_stays_a_success(MisfortuneKind? kind, Destination expected, string sworn)
    {
        var order = await SendWith(kind);
        Assert.Equal(sworn, Assert.Single(Stand.Truth).Destination);
        Assert.Equal(Destination.Payer, Assert.IsType<ChannelAnswer.Done>(await Stand.Ask(order)).Destination);
        Assert.Empty(Stand.Notices);

        Stand.Advance(TimeSpan.FromDays(2));
        await Stand.Eventually(() => Stand.Notices.Count == 1);
        Assert.Equal(expected, Assert.IsType<ChannelAnswer.Done>(Genuine().Single().AnswerFor(order)).Destination);
        Assert.Equal(expected, Assert.IsType<ChannelAnswer.Done>(await Stand.Ask(order)).Destination);
        Assert.Single(Stand.Truth);
    }

    [Fact]
    public async Task Of_a_part_in_money_is_a_reason_to_ask()
    {
        var order = await Stand.Payment(new { coupon = 300 });
        await Stand.Send(order);
        Stand.Advance(TimeSpan.FromDays(2));
        await Stand.Eventually(() => Stand.Notices.Count == 1);
        Assert.IsType<ChannelAnswer.Accepted>(Genuine().Single().AnswerFor(order));
    }

    [Fact]
    public async Task Is_told_three_times_under_one_id_when_duplicated()
    {
        await SendWith(MisfortuneKind.DuplicateNotices);
        Stand.Advance(TimeSpan.FromDays(2));
        await Stand.Eventually(() => Stand.Notices.Count == 3);
        Assert.Single(Genuine().Select(notice => notice.Id).Distinct());
    }

    [Fact]
    public async Task Is_repeated_on_the_schedule_until_it_is_taken()
    {
        Stand.Takes = () => false;
        await SendWith(null);
        Stand.Advance(TimeSpan.FromDays(2));
        await Stand.Eventually(() => Stand.Notices.Count == 1);
        Stand.Takes = () => true;
        await Stand.Settled();
        Stand.Advance(TimeSpan.FromSeconds(241));
        await Stand.Eventually(() => Stand.Notices.Count == 2);
        Stand.Advance(TimeSpan.FromDays(1));
        await Stand.Settled();
        Assert.Equal(2, Stand.Notices.Count);
    }

    [Theory, InlineData(MisfortuneKind.NoNotice, "card"), InlineData(MisfortuneKind.Slow, "wallet")]
    public async Task Is_not_told_when_forgotten_or_without_a_bank(MisfortuneKind kind, string instrument)
    {
        await SendWith(kind, instrument);
        Stand.Advance(TimeSpan.FromDays(3));
        await Stand.Settled();
        Assert.Empty(Stand.Notices);
    }

    private IEnumerable<ChannelNotice> Genuine() =>
        Stand.Notices.Select(result => Assert.IsType<NoticeResult.Genuine>(result).Notice);

    private async Task<ChannelRefund> SendWith(MisfortuneKind? kind, string instrument = "card")
    {
        var order = await Stand.Payment(new { instrument });
        if (kind is { } what) await Stand.GoesWrong(new MisfortuneOrder(what, RefundNo: order.No, Seconds: 0));
        Assert.IsType<ChannelAnswer.Done>(await Stand.Send(order));
        return order;
    }
}
