using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Channels;
using Platform.Hosting;
using RefundCenter.Legs;

namespace RefundCenter.Calls;

/// <summary>
/// The calls under way: no transaction, bounded in all and per channel merchant, so that a slow channel keeps nobody
/// else waiting. A place is free again when the answer is stored. A call that was begun is never cancelled: its answer
/// counts.
/// </summary>
public sealed class ChannelCalls(ChannelDirectory channels, RefundCenterOptions options, TimeProvider clock)
{
    private readonly Channel<AnsweredSend> answers = Channel.CreateUnbounded<AnsweredSend>(
        new() { SingleReader = true });
    private readonly ConcurrentDictionary<(string, string), int> underWay = new();
    private int all;

    internal ChannelReader<AnsweredSend> Answers => answers.Reader;

    /// <summary>Calls that are under way or whose answers are not stored.</summary>
    public int UnderWay => Volatile.Read(ref all);

    public int FreePlaces => Math.Max(0, options.Calls - UnderWay);

    public int FreePlacesAt(Lane lane) => Math.Max(
        0, options.CallsPerMerchant - underWay.GetValueOrDefault((lane.Channel, lane.ChannelMerchant)));

    public void Start(ClaimedSend claim)
    {
        Count(claim.Lane, 1);
        _ = Call(claim);
    }

    internal void Stored(ClaimedSend claim) => Count(claim.Lane, -1);

    private async Task Call(ClaimedSend claim)
    {
        await Task.Yield();
        using var activity = LegTrace.Start(
            $"{claim.Lane.Channel} {claim.Sent.Step}", claim.TraceParent, claim.Refund.No, ActivityKind.Client);
        CrashPoints.Reach("channel-call.before");
        var answer = await Ask(claim);
        CrashPoints.Reach("channel-call.after");
        activity?.SetTag("refund.answer", answer.GetType().Name);
        answers.Writer.TryWrite(new AnsweredSend(claim, answer, clock.GetUtcNow()));
    }

    private async Task<ChannelAnswer> Ask(ClaimedSend claim)
    {
        try
        {
            var channel = channels[claim.Lane.Channel];
            return claim.Sent.Step is LegStep.Query
                ? await channel.Ask(claim.Refund, CancellationToken.None)
                : await channel.Send(claim.Refund, claim.Request!, CancellationToken.None);
        }
        catch (Exception e)
        {
            // it must not; and what became of it nobody knows
            return new ChannelAnswer.Unknown($"the adapter threw {e.GetType().Name}");
        }
    }

    private void Count(Lane lane, int change)
    {
        Interlocked.Add(ref all, change);
        underWay.AddOrUpdate((lane.Channel, lane.ChannelMerchant), change, (_, n) => n + change);
    }
}
