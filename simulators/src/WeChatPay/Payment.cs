namespace Simulators.WeChatPay;

/// <summary>A captured payment, as the channel knows it. Amounts in fen.</summary>
internal sealed class Payment
{
    public required string TransactionId { get; init; }
    public required string OutTradeNo { get; init; }
    public required long Total { get; init; }

    /// <summary>What the payer did not pay himself.</summary>
    public required long Coupon { get; init; }

    /// <summary><c>wallet</c> or <c>card</c>.</summary>
    public required string Instrument { get; init; }
    public required DateTimeOffset PaidAt { get; init; }

    /// <summary>The merchant's fee in hundredths of a percent.</summary>
    public required int FeeBasisPoints { get; init; }

    public List<Refund> Parts { get; } = [];

    /// <summary>Refunded and in flight; closed parts do not count.</summary>
    public long Refunded => Parts.Where(part => part.Status != "CLOSED").Sum(part => part.Amount);

    /// <summary>What the payer gets of this refund: in proportion to what he paid, half a fen rounds up.</summary>
    public long PayerShare(long refund) =>
        (long)(((Int128)refund * (Total - Coupon) * 2 + Total) / ((Int128)Total * 2));

    /// <summary>The fee on an amount in thousandths of a fen, as the trade bill shows it; a half rounds up.</summary>
    public long FeeThousandths(long amount) => (amount * FeeBasisPoints + 5) / 10;
}
