namespace Simulators.UnionPay;

/// <summary>A purchase that the channel has taken. Amounts in fen.</summary>
/// <param name="QueryId">The channel's number.</param>
/// <param name="OrderId">The merchant's.</param>
/// <param name="FeeBasisPoints">The merchant's fee in hundredths of a percent.</param>
internal sealed record Payment(string QueryId, string OrderId, long Total, DateTimeOffset PaidAt, int FeeBasisPoints)
{
    public List<Refund> Parts { get; } = [];

    /// <summary>Refunded and in flight; failed parts do not count.</summary>
    public long Refunded => Parts.Where(part => part.FailedWith is null).Sum(part => part.Amount);

    /// <summary>The fee on an amount in fen; a half rounds up.</summary>
    public long Fee(long amount) => (amount * FeeBasisPoints + 5000) / 10_000;
}
