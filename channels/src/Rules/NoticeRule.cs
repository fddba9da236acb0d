namespace Channels.Rules;

/// <summary>One kind of notice that the channel sends about refunds (S11, S19, S28); none is ever relied on (S39).</summary>
/// <param name="Kind">The channel's own word.</param>
/// <param name="Means">What it says.</param>
public sealed record NoticeRule(string Kind, NoticeMeaning Means);
