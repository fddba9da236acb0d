using Channels;
using Platform.Hosting;
using Platform.Persistence;

namespace Reconciliation.Bills;

/// <summary>
/// Gets files from the channels. A claim, the call without a transaction, and the answer; a worker that dies in
/// between is overtaken when its lease ends: asking for a file twice does no harm.
/// </summary>
public sealed partial class FetchDueFiles(
    BillSources sources, FetchStore fetches, LineStore lines, ILogger<FetchDueFiles> log) : IDueWork
{
    public TimeSpan Interval => TimeSpan.FromSeconds(1);

    public async Task<bool> RunAsync(CancellationToken ct)
    {
        if (await fetches.ClaimDue(sources.Channels, ct) is not { } claim) return false;

        CrashPoints.Reach("channel-call.before");
        var answer = await Ask(claim, ct);
        CrashPoints.Reach("channel-call.after");

        CrashPoints.Reach("channel-answer.before");
        await (answer switch
        {
            BillAnswer.File file => Take(claim, file, ct),
            BillAnswer.NotReady { SaysNone: true } none => fetches.SaidNone(claim, $"not_ready {none.Code}", ct),
            BillAnswer.NotReady late => Delay(claim, $"not_ready {late.Code}", isBroken: false, ct),
            BillAnswer.Broken broken => Delay(claim, $"broken {broken.Reason}", isBroken: true, ct),
            _ => throw new InvalidOperationException($"{answer} is no answer to a question for a file."),
        });
        CrashPoints.Reach("channel-answer.after");
        return true;
    }

    private async Task<BillAnswer> Ask(FetchClaim claim, CancellationToken ct)
    {
        try
        {
            return await sources[claim.Channel].Fetch(claim.ChannelMerchant, claim.Day, claim.Kind, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            LogUnreachable(e, claim.Channel, claim.ChannelMerchant, claim.Day, claim.Kind);
            return new BillAnswer.NotReady("unreachable");        // says nothing of the file
        }
    }

    private async Task Take(FetchClaim claim, BillAnswer.File file, CancellationToken ct)
    {
        if (await fetches.AnswerIfKnown(claim, file.Hash, ct)) return;
        try
        {
            var (fileId, count) = await lines.Load(claim, file, ct);
            await fetches.Loaded(claim, fileId, count, ct);
            LogLoaded(claim.Channel, claim.ChannelMerchant, claim.Day, claim.Kind, count);
        }
        catch (UnreadableBillException e)
        {
            await Delay(claim, $"broken {e.Message}", isBroken: true, ct);
        }
    }

    private Task Delay(FetchClaim claim, string answer, bool isBroken, CancellationToken ct)
    {
        LogDelayed(claim.Channel, claim.ChannelMerchant, claim.Day, claim.Kind, answer);
        return fetches.Delayed(claim, answer, isBroken, ct);
    }

    [LoggerMessage(6001, LogLevel.Information, "{Channel} {ChannelMerchant} {Day} {Kind}: loaded, {Lines} lines")]
    private partial void LogLoaded(string channel, string channelMerchant, DateOnly day, string kind, int lines);

    [LoggerMessage(6002, LogLevel.Warning, "{Channel} {ChannelMerchant} {Day} {Kind}: {Answer}")]
    private partial void LogDelayed(string channel, string channelMerchant, DateOnly day, string kind, string answer);

    [LoggerMessage(6003, LogLevel.Warning, "{Channel} {ChannelMerchant} {Day} {Kind}: the channel cannot be reached")]
    private partial void LogUnreachable(Exception e, string channel, string channelMerchant, DateOnly day, string kind);
}
