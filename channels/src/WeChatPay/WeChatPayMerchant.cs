namespace Channels.WeChatPay;

/// <summary>One merchant number with its keys loaded.</summary>
internal sealed record WeChatPayMerchant(
    string MchId, string ApiV3Key, WeChatPaySigner Signer, WeChatPayVerifier Verifier, string? NotifyUrl,
    string? FundsAccount);
