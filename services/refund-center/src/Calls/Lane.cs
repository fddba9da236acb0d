using RefundCenter.Legs;

namespace RefundCenter.Calls;

/// <summary>Due legs of one channel merchant that draw on the same budget.</summary>
/// <param name="IsRisky">Likely to be refused: these draw on the budget for bad requests too (S6).</param>
/// <param name="IsInDoubt">
/// May have been sent before a restore: closed until the others have said what they know, and takes no places of legs that
/// are not.
/// </param>
public sealed record Lane(string Channel, string ChannelMerchant, bool IsRisky, bool IsInDoubt = false)
{
    /// <summary>In which it is due.</summary>
    public static Lane Of(Leg leg) => new(leg.Channel, leg.ChannelMerchant, leg.IsRisky, leg.WouldBeSentInDoubt);
}
