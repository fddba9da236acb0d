namespace Simulators.BestPay;

/// <summary>A captured payment, as the channel knows it. Amounts in fen.</summary>
internal sealed class Payment
{
    /// <summary>outTradeNo.</summary>
    public required string No { get; init; }
    public required long Total { get; init; }

    /// <summary>What the payer did not pay himself.</summary>
    public required long Coupon { get; init; }

    /// <summary><c>wallet</c> or <c>card</c>.</summary>
    public required string Instrument { get; init; }
    /// <summary>The instrument in the channel's words, which are ours: it publishes none.</summary>
    public string PayTool => Instrument == "wallet" ? "BALANCE" : "BANK";

    public required DateTimeOffset PaidAt { get; init; }

    /// <summary>The merchant's fee in hundredths of a percent.</summary>
    public required int FeeBasisPoints { get; init; }

    /// <summary>Refunded and in flight: a failed part is tried again, so it counts for ever.</summary>
    public long Refunded { get; set; }

    /// <summary>The fee on an amount, in fen; a half rounds up.</summary>
    public long Fee(long amount) => (amount * FeeBasisPoints + 5_000) / 10_000;
}
