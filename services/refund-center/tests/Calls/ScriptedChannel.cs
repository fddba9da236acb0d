using System.Collections.Concurrent;
using System.Text;
using Channels;

namespace RefundCenter.Tests.Calls;

/// <summary>A channel that answers by script, refund number by refund number, and remembers what it was sent.</summary>
internal sealed class ScriptedChannel : IRefundChannel
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<ChannelAnswer>> scripts = new();

    public string Name => "wechat";

    /// <summary>Every call: the number, what was asked, and the body.</summary>
    public ConcurrentQueue<(string No, string Asked, string Body)> Calls { get; } = new();

    /// <summary>While set, calls wait for it.</summary>
    public TaskCompletionSource? Hold { get; set; }

    /// <summary>What it answers without a script; null is that it accepted it.</summary>
    public ChannelAnswer? Otherwise { get; set; }

    /// <summary>What is missing of its settings; null is nothing.</summary>
    public ChannelAnswer.Refused? Lacks { get; set; }

    /// <summary>Of its settings what a request carries.</summary>
    public string Settings { get; set; } = "";

    public void Say(string no, params ChannelAnswer[] answers) => scripts[no] = new(answers);

    public ChannelAnswer.Refused? Missing(ChannelRefund refund) => Lacks;

    public ChannelRequest Compose(ChannelRefund refund) =>
        new("create", "POST", "/refunds", Encoding.UTF8.GetBytes($"{refund.No} {refund.Amount}{Settings}"));

    public Task<ChannelAnswer> Send(ChannelRefund refund, ChannelRequest request, CancellationToken ct) =>
        Answer(refund.No, request.Operation, Encoding.UTF8.GetString(request.Body));

    public Task<ChannelAnswer> Ask(ChannelRefund refund, CancellationToken ct) => Answer(refund.No, "query", "");

    public ChannelRequest? ComposeReturnToMerchant(ChannelRefund refund) => new("return", "POST", "/abnormal", [1]);

    private async Task<ChannelAnswer> Answer(string no, string asked, string body)
    {
        Calls.Enqueue((no, asked, body));
        if (Hold is { } hold) await hold.Task;
        return scripts.TryGetValue(no, out var script) && script.TryDequeue(out var answer)
            ? answer
            : Otherwise ?? new ChannelAnswer.Accepted("W" + no);
    }
}
