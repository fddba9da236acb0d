using MassTransit;

namespace Reconciliation.Runs;

/// <summary>One day of one channel merchant. Its id is a pure function of channel, merchant and day.</summary>
public sealed class RunState : SagaStateMachineInstance
{
    public Guid CorrelationId { get; set; }
    public string CurrentState { get; set; } = "";
    public string Channel { get; set; } = "";
    public string ChannelMerchant { get; set; } = "";
    public DateOnly Day { get; set; }

    /// <summary>1, and one more each time the files were asked for again.</summary>
    public int Round { get; set; }

    public List<string> Kinds { get; set; } = [];

    /// <summary>Kinds that arrived in this round.</summary>
    public List<string> Arrived { get; set; } = [];

    public int Lines { get; set; }
    public int Moved { get; set; }
    public int Waiting { get; set; }
    public int Breaks { get; set; }
    public DateTimeOffset OpenedAt { get; set; }
    public DateTimeOffset? DoneAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }

    public static Guid IdOf(string channel, string channelMerchant, DateOnly day) =>
        NameId.Of($"run|{channel}|{channelMerchant}|{day:yyyy-MM-dd}");
}
