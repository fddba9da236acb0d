namespace Simulators.Truth;

/// <summary>
/// One movement of money that really happened outside, as its channel or bank would swear to it. What the platform
/// believes is compared with these lines; they are never changed.
/// </summary>
/// <param name="Channel">Who moved it, for example <c>wechat</c> or <c>bank-file</c>.</param>
/// <param name="Kind"><c>refund</c>, <c>transfer</c>,
/// <c>return</c>.</param>
/// <param name="Merchant">The merchant or ordering party there (mchid).</param>
/// <param name="No">Our number: out_refund_no, EndToEndId.</param>
/// <param name="PaymentNo">The channel's number of the original payment, empty for transfers.</param>
/// <param name="ChannelNo">The channel's own number of this movement, unique per movement (refund_id).</param>
/// <param name="AmountMinor">Positive, in the currency's minor unit.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Destination">Where it went: <c>payer</c>, <c>payer-balance</c>, <c>merchant</c>, or an account.</param>
/// <param name="At">Virtual time of the movement.</param>
/// <param name="EffectiveDay">The day in whose fund-flow file or statement it stands, in the channel's own
/// zone.</param>
public sealed record TruthLine(
    string Channel, string Kind, string Merchant, string No, string PaymentNo, string ChannelNo, long AmountMinor,
    string Currency, string Destination, DateTimeOffset At, DateOnly EffectiveDay);
