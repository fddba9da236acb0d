namespace Reconciliation.Runs;

/// <summary>
/// A merchant number at a channel whose files are fetched every day: configured, or learnt from our rows.
/// </summary>
public sealed class ChannelMerchant
{
    public Guid Id { get; init; }
    public string Channel { get; init; } = "";
    public string No { get; init; } = "";

    /// <summary>The first day whose files are wanted.</summary>
    public DateOnly FirstDay { get; init; }

    public static Guid IdOf(string channel, string no) => NameId.Of($"merchant|{channel}|{no}");
}
