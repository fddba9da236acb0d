namespace Channels.Rules;

/// <summary>How the channel's failures live on (S29–S32). A channel without such a rule means its failures.</summary>
/// <param name="FinalAfter">
/// Before this much time has passed since the send, a failure proves nothing: a rulebook whose questions, silent files or
/// resurrection time end earlier is refused.
/// </param>
/// <param name="RetriedNextDay">The channel sends it again the next day by itself (S29, S31).</param>
/// <param name="SilentSuccess">A failure may become a success of which nobody is told (S30).</param>
public sealed record ProvisionalRule(TimeSpan FinalAfter, bool RetriedNextDay, bool SilentSuccess);
