using Channels;
using Simulators.Misfortunes;

namespace Simulators.Tests.UnionPay;

public sealed class A_notice_from_UnionPay : StandTest
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
        await Stand.Settled();
        Assert.Empty(Stand.Notices);
        Stand.Advance(TimeSpan.FromHours(1));
        await Stand.Eventually(() => Stand.Notices.Count == 1);
    }

    [Theory, InlineData(MisfortuneKind.NoNotice, 1), InlineData(MisfortuneKind.Closed, 0)]
    public async Task Does_not_come_when_it_was_forgotten_or_there_is_no_success(MisfortuneKind kind, int movements)
    {
        await SendWith(kind);
        Stand.Advance(TimeSpan.FromDays(2));
        await Stand.Settled();
        Assert.Empty(Stand.Notices);
        Assert.Equal(movements, Stand.Truth.Count);
    }

    [Fact]
    public async Task Is_repeated_within_minutes_until_it_is_taken()
    {
        Stand.NoticeStatus = () => 500;
        var order = await SendWith();
        foreach (var count in (int[])[1, 2, 3])
        {
            await Stand.Eventually(() => Stand.Notices.Count == count);
            await Stand.Settled();
            Stand.Advance(TimeSpan.FromMinutes(4));
        }
        await Stand.Eventually(() => Stand.Notices.Count == 4);
        Stand.NoticeStatus = () => 200;
        await Stand.Settled();
        Stand.Advance(TimeSpan.FromMinutes(5));
        await Stand.Eventually(() => Stand.Notices.Count == 5);
        Stand.Advance(TimeSpan.FromDays(1));
        await Stand.Settled();
        Assert.Equal(5, Stand.Notices.Count);
        Assert.Single(Genuine().Select(notice => notice.Id).Distinct());
        Assert.All(Genuine(), notice => Assert.IsType<ChannelAnswer.Done>(notice.AnswerFor(order)));
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
