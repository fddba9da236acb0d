namespace RefundCenter.Calls;

/// <summary>What may go to a channel that is taken for down.</summary>
public enum ChannelPass
{
    /// <summary>Nothing for now.</summary>
    None,

    /// <summary>One question, or one retry of what the channel may have already.</summary>
    Question,

    /// <summary>One leg, also a new one.</summary>
    Probe,
}
