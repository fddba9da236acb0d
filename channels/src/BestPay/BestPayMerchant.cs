namespace Channels.BestPay;

/// <summary>One merchant number with its keys loaded.</summary>
internal sealed record BestPayMerchant(
    string MerchantNo, BestPaySigner Signer, BestPayVerifier Verifier, string TradeChannel, string Operator,
    string? NotifyUrl);
