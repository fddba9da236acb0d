namespace Channels;

/// <summary>Whether the channel gives its fee back with a refund (S48).</summary>
public enum FeeReturn { ProRata, None, ByContract }
