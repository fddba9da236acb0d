namespace Simulators.Alipay;

/// <summary>A trade, as Alipay knows it. Amounts in fen.</summary>
internal sealed class Payment
{
    public required string TradeNo { get; init; }
    public required string OutTradeNo { get; init; }
    public required long Total { get; init; }

    /// <summary>A red packet of Alipay's: what the payer did not pay himself.</summary>
    public required long Coupon { get; init; }

    /// <summary><c>wallet</c> or <c>card</c>.</summary>
    public required string Instrument { get; init; }

    public required DateTimeOffset PaidAt { get; init; }

    /// <summary>The merchant's fee in hundredths of a percent.</summary>
    public required int FeeBasisPoints { get; init; }

    /// <summary>By out_request_no: unique within the trade.</summary>
    public Dictionary<string, Refund> Parts { get; } = [];

    /// <summary>Refunded, and on the way.</summary>
    public long Refunded => Parts.Values.Sum(part => part.Amount);

    /// <summary>What has moved: the refund_fee of every answer.</summary>
    public long Moved => Parts.Values.Where(part => part.MovedAt is not null).Sum(part => part.Amount);

    /// <summary>What the payer gets of a further refund: his own money goes back first.</summary>
    public long PayerShare(long refund) =>
        Math.Min(refund, Total - Coupon - Parts.Values.Sum(part => part.ToPayer));

    /// <summary>In fen; a half rounds up.</summary>
    public long Fee(long amount) => (amount * FeeBasisPoints + 5_000) / 10_000;
}
