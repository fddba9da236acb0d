using Channels;
using Microsoft.Extensions.DependencyInjection;
using Platform.Testing;
using RefundCenter.Calls;
using RefundCenter.Legs;
using RefundCenter.Tests.Legs;

namespace RefundCenter.Tests.Calls;

public sealed class A_channel_that_is_down : IAsyncLifetime
{
    private static readonly Guid Merchant = Guid.CreateVersion7();
    private static readonly ChannelAnswer Silence = new ChannelAnswer.Unknown("no answer within 10 s");
    private RunningService service = null!;
    private Backlog backlog = null!;

    public async Task InitializeAsync()
    {
        service = await RunningService.StartAsync();
        backlog = new Backlog(service);
    }

    public async Task DisposeAsync() => await service.DisposeAsync();

    [Fact]
    public async Task Is_found_out_and_gets_no_new_refund_until_it_answers()
    {
        service.Channel.Otherwise = Silence;
        var orders = Enumerable.Range(0, 12).Select(_ => RunningService.Order()).ToArray();       // each is sent twice
        foreach (var order in orders) await service.Publish(order);
        await Eventually.True(() => IsDown("wechat"), "it is taken for down");

        var late = RunningService.Order();
        await service.Publish(late);
        await Eventually.True(async () => await service.Leg(late.RefundId) is not null, "it has a leg");
        var (present, leg) = (new Backlog(service, service.Now), (await service.Leg(late.RefundId))!);
        Assert.True(leg.DueAt <= service.Now);
        Assert.DoesNotContain(await present.ClaimDue(present.Worker()), claim => claim.LegId == leg.Id);
        Assert.Equal(LegStatus.Ready, (await service.Leg(late.RefundId))!.Status);

        service.Channel.Otherwise = null;
        await service.Advance(TimeSpan.FromMinutes(2));
        await Eventually.True(
            async () => await service.Leg(late.RefundId) is { Status: LegStatus.Accepted }, "it went");
        Assert.False(await IsDown("wechat"));
    }

    [Fact]
    public async Task Is_asked_a_few_times_in_a_pause_by_all_replicas_together_and_tried_by_one_leg_after_it()
    {
        var like = await backlog.Open();
        await backlog.Add(like, 50, Merchant);
        await backlog.Add(like, 50, Merchant, ("step", "'Query'"), ("submits", "1"), ("status", "'Unknown'"), ("is_risky", "true"));
        await Take("wechat", down: 30);
        var (one, other) = (backlog.Worker(), backlog.Worker());
        var steps = new List<LegStep>();
        for (var second = 0; second < 31; second++)         // a stored time may be rounded up
        {
            backlog.Clock.Advance(TimeSpan.FromSeconds(1));
            await service.Database.Execute("UPDATE request_budgets SET good = 30000, bad = 1200");     // rates are of real time
            var claims = await Task.WhenAll(backlog.ClaimDue(one), backlog.ClaimDue(other));
            steps.AddRange(claims.SelectMany(c => c).Select(c => c.Sent.Step));
        }
        Assert.Equal([LegStep.Query, LegStep.Query, LegStep.Query, LegStep.Submit], steps);
    }

    [Fact]
    public async Task Leaves_other_channels_alone()
    {
        var like = await backlog.Open();
        await backlog.Add(like, 5, Merchant);
        await Take("alipay", down: 30);
        Assert.Equal(6, (await backlog.ClaimDue(backlog.Worker())).Count);
    }

    [Fact]
    public async Task Is_not_one_that_refuses_throttles_or_answers_about_something_else()
    {
        var breakers = service.Bus.Services.GetRequiredService<ChannelBreakers>();
        foreach (var answer in new ChannelAnswer[]
        {
            new ChannelAnswer.Refused(Refusal.Final, "NO", "no"), new ChannelAnswer.Throttled(null),
            new ChannelAnswer.Unknown("another refund's") { IsMismatch = true },
        })
        {
            await Note(breakers, [.. Enumerable.Repeat(Silence, 19), answer]);
            await Note(breakers, [Silence]);
            Assert.False(await IsDown("wechat"));
        }
        await Note(breakers, [.. Enumerable.Repeat(Silence, 19)]);
        Assert.True(await IsDown("wechat"));
        await Note(breakers, [new ChannelAnswer.NeverSeen()]);
        Assert.False(await IsDown("wechat"));
    }

    [Fact]
    public async Task Stands_in_the_operators_queues()
    {
        await Take("wechat", down: 30);
        var queues = await service.Read("/internal/queues");
        var down = queues.GetProperty("channels_down")[0];
        Assert.Equal(("wechat", 20), (down.GetProperty("channel").GetString(), down.GetProperty("failures").GetInt32()));
    }

    /// <summary>Taken for down now, on the backlog's clock, for a pause of so many seconds.</summary>
    private Task Take(string channel, int down)
    {
        var now = backlog.Clock.GetUtcNow();
        return service.Database.Execute($"""
            INSERT INTO channel_breakers (channel, failures, failing_since, opened_at, probe_at, ask_at)
            VALUES ('{channel}', 20, '{now:O}', '{now:O}', '{now.AddSeconds(down):O}', '{now.AddSeconds(down / 4.0):O}')
            """);
    }

    private Task<bool> IsDown(string channel) => service.Database.Scalar<bool>(
        $"SELECT count(*) > 0 FROM channel_breakers WHERE channel = '{channel}' AND opened_at IS NOT NULL");

    private Task Note(ChannelBreakers breakers, ChannelAnswer[] answers)
    {
        var refund = new ChannelRefund("1900099901", "R", null, "P", LegStory.Amount, LegStory.Amount, null);
        var at = backlog.Clock.GetUtcNow();
        var sends = answers.Select((answer, i) => new AnsweredSend(
            new ClaimedSend(
                Guid.CreateVersion7(), new Lane("wechat", "1900099901", false), "wallet",
                new SentRequest(1, LegStep.Submit, at), refund, null),
            answer, at.AddMilliseconds(i))).ToList();
        return service.Bus.Run(unit => breakers.Note(unit, sends, default));
    }
}
