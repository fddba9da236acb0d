namespace Channels;

/// <summary>A daily file and what it proves.</summary>
/// <param name="Kind">As in <see cref="IBillSource.Kinds"/>.</param>
/// <param name="Authoritative">
/// True when a refund that is in no complete file did not happen; false for a snapshot that is never corrected.
/// </param>
/// <param name="LastPossibleDays">Days after the send within which an executed refund must stand in the file.</param>
public sealed record FileRule(string Kind, bool Authoritative, int LastPossibleDays);
