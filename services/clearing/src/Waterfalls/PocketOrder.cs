using Contracts.Accounting;

namespace Clearing.Waterfalls;

/// <summary>
/// Which pockets pay for a refund, in which order: first what is not settled yet (待结算), then the merchant's cash (现金)
/// (S43, S83, S105). The order of every tier belongs here and nowhere else.
/// </summary>
public static class PocketOrder
{
    /// <summary>All they have, down to their floors, which accounting keeps (S44, S96–S98).</summary>
    public static IReadOnlyList<PocketLimit> OfRefunds { get; } =
        [new(PocketLimit.Pending, AtMost: null), new(PocketLimit.Cash, AtMost: null)];
}
