namespace Channels.Rules;

/// <summary>
/// When a channel counts as down and is left alone for a while: only failures of the line and of its servers count,
/// never refusals.
/// </summary>
/// <param name="Failures">So many in a row …</param>
/// <param name="Within">… within this time.</param>
/// <param name="Pause">Then nothing is sent for so long; after it one call tries.</param>
public sealed record BreakerRule(int Failures, TimeSpan Within, TimeSpan Pause);
