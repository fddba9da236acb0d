namespace Simulators.Misfortunes;

/// <summary>What will become of one refund, besides what happens to the calls about it.</summary>
public sealed class Fate(IReadOnlyList<MisfortuneOrder> orders)
{
    public bool Has(MisfortuneKind kind) => orders.Any(order => order.Kind == kind);

    /// <summary>The ordered seconds of that kind, or the given ones; null when the kind is not in this fate.</summary>
    public TimeSpan? Seconds(MisfortuneKind kind, int unlessOrdered) =>
        orders.FirstOrDefault(order => order.Kind == kind) is { } found
            ? TimeSpan.FromSeconds(found.Seconds ?? unlessOrdered)
            : null;
}
