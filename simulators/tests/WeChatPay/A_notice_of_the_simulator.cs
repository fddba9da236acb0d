using Channels;
using Simulators.Misfortunes;

namespace Simulators.Tests.WeChatPay;

public sealed class A_notice_of_the_simulator : StandTest
{
    [Fact]
    public async Task Comes_three_times_under_one_id_when_duplicated()
    {
        await SendWith(MisfortuneKind.DuplicateNotices);
        await Stand.Eventually(() => Stand.Notices.Count == 3);
        Assert.Single(Genuine().Select(notice => notice.Id).Distinct());
    }

    [Fact]
    public async Task Comes_late_in_virtual_time()
    {
        await SendWith(MisfortuneKind.LateNotice, seconds: 3600);
        await Task.Delay(200);
        Assert.Empty(Stand.Notices);
        Stand.Advance(TimeSpan.FromHours(1));
        await Stand.Eventually(() => Stand.Notices.Count == 1);
    }

    [Fact]
    public async Task Does_not_come_when_it_was_forgotten()
    {
        await SendWith(MisfortuneKind.NoNotice);
        Stand.Advance(TimeSpan.FromDays(2));
        await Task.Delay(300);
        Assert.Empty(Stand.Notices);
        Assert.Single(Stand.Truth);
    }

    [Fact]
    public async Task Is_repeated_on_the_schedule_until_it_is_taken()
    {
        Stand.NoticeStatus = () => 500;
        await SendWith();
        await Stand.Eventually(() => Stand.Notices.Count == 1);
        Stand.NoticeStatus = () => 204;
        await Task.Delay(100);
        Assert.Single(Stand.Notices);
        Stand.Advance(TimeSpan.FromSeconds(16));
        await Stand.Eventually(() => Stand.Notices.Count == 2);
        Assert.Single(Genuine().Select(notice => notice.Id).Distinct());
        Stand.Advance(TimeSpan.FromDays(1));
        await Task.Delay(200);
        Assert.Equal(2, Stand.Notices.Count);
    }

    [Theory]
    [InlineData(MisfortuneKind.Abnormal, typeof(ChannelAnswer.NeedsOperator))]
    [InlineData(MisfortuneKind.Closed, typeof(ChannelAnswer.Refused))]
    public async Task Tells_bad_ends_too(MisfortuneKind kind, Type expected)
    {
        var order = await SendWith(kind);
        await Stand.Eventually(() => Stand.Notices.Count == 1);
        Assert.IsType(expected, Genuine().Single().AnswerFor(order));
    }

    private IEnumerable<ChannelNotice> Genuine() =>
        Stand.Notices.Select(result => Assert.IsType<NoticeResult.Genuine>(result).Notice);

    private async Task<ChannelRefund> SendWith(MisfortuneKind? kind = null, int? seconds = null)
    {
        var order = await Stand.Payment();
        if (kind is { } what) await Stand.GoesWrong(new MisfortuneOrder(what, RefundNo: order.No, Seconds: seconds));
        Assert.IsType<ChannelAnswer.Accepted>(await Stand.Send(order));
        return order;
    }
}
