using Simulators.Misfortunes;

namespace Simulators.Control;

/// <summary>What tests and the demo arrange at every simulated channel; no part of any protocol.</summary>
internal interface ISimulatedChannel
{
    /// <summary>Also the address: <c>/sim/{name}/…</c>.</summary>
    string Name { get; }

    MisfortuneBook Misfortunes { get; }

    /// <summary>Makes a payment known; the same one again changes nothing.</summary>
    void Register(CapturedPayment payment, DateTimeOffset now);

    /// <summary>Sets or tops up a merchant's balance, and tells the new one.</summary>
    Balance SetBalance(Balance balance);
}

/// <summary>A payment that the channel has taken. Amounts in fen.</summary>
/// <param name="Mchid">The merchant number at the channel.</param>
/// <param name="TransactionId">The channel's number of the payment.</param>
/// <param name="OutTradeNo">The merchant's number of it.</param>
/// <param name="Instrument"><c>card</c> (when absent) or <c>wallet</c>.</param>
/// <param name="Coupon">What the payer did not pay himself.</param>
internal sealed record CapturedPayment(
    string Mchid, string TransactionId, string OutTradeNo, long Total, string? Instrument, DateTimeOffset? PaidAt,
    long Coupon, int? FeeBasisPoints);

/// <summary>Sets <paramref name="Available"/> (null: without end) or adds to it. Both are a top-up.</summary>
internal sealed record Balance(string Mchid, long? Available, long? Add);
