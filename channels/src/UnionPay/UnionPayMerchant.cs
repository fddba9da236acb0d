namespace Channels.UnionPay;

/// <summary>One merchant number with its key loaded.</summary>
internal sealed record UnionPayMerchant(string MerId, UnionPaySigner Signer, string BizType, string BackUrl);
