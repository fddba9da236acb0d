namespace Reconciliation.Facts;

/// <summary>
/// The intent to tell facts again: refund-center was restored from a copy and forgot what it confirmed since.
/// </summary>
public sealed class FactRepeat
{
    public Guid Id { get; init; }

    /// <summary>Facts made or confirmed since.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Facts up to this one are done.</summary>
    public Guid After { get; private set; }

    public DateTimeOffset? DoneAt { get; private set; }

    public void DoneUpTo(Guid fact) => After = fact;

    public void Done(DateTimeOffset now) => DoneAt = now;
}
