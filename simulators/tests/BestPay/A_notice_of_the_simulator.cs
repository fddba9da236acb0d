using Channels;
using Simulators.Misfortunes;

namespace Simulators.Tests.BestPay;

public sealed class A_notice_of_the_simulator : StandTest
{
    [Fact]
    public async Task Comes_three_times_under_one_id_when_duplicated()
    {
        await SendWith(MisfortuneKind.DuplicateNotices);
        await Stand.Eventually(() => Stand.Notices.Count == 3);
        Assert.Single(Ids());
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

    [Fact]
    public async Task Does_not_come_when_it_was_forgotten()
    {
        await SendWith(MisfortuneKind.NoNotice);
        Stand.Advance(TimeSpan.FromDays(2));
        await Stand.Settled();
        Assert.Empty(Stand.Notices);
        Assert.Single(Stand.Truth);
    }

    [Fact]
    public async Task Comes_twice_again_five_minutes_apart_and_then_never()
    {
        Stand.TakesNotices = false;
        await SendWith();
        await Stand.Eventually(() => Stand.Notices.Count == 1);
        for (var again = 2; again <= 3; again++)
        {
            await Stand.Settled();                                    // the next one is scheduled when this one was refused
            Stand.Advance(TimeSpan.FromMinutes(4));
            await Stand.Settled();
            Assert.Equal(again - 1, Stand.Notices.Count);
            Stand.Advance(TimeSpan.FromMinutes(1));
            await Stand.Eventually(() => Stand.Notices.Count == again);
        }
        await Stand.Settled();
        Stand.Advance(TimeSpan.FromDays(2));
        await Stand.Settled();
        Assert.Equal(3, Stand.Notices.Count);
        Assert.Single(Ids());
    }

    [Fact]
    public async Task Is_not_repeated_once_it_was_taken()
    {
        await SendWith();
        await Stand.Eventually(() => Stand.Notices.Count == 1);
        await Stand.Settled();
        Stand.Advance(TimeSpan.FromDays(1));
        await Stand.Settled();
        Assert.Single(Stand.Notices);
    }

    private IEnumerable<string> Ids() =>
        Stand.Notices.Select(result => Assert.IsType<NoticeResult.Genuine>(result).Notice.Id).Distinct();

    private async Task SendWith(MisfortuneKind? kind = null, int? seconds = null)
    {
        var order = await Stand.Payment();
        if (kind is { } what) await Stand.GoesWrong(new MisfortuneOrder(what, RefundNo: order.No, Seconds: seconds));
        Assert.IsType<ChannelAnswer.Accepted>(await Stand.Send(order));
    }
}
