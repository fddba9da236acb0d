namespace Gateway.Merchants;

/// <summary>An API key, opened and joined with its merchant: all that checking a request needs.</summary>
public sealed record KnownKey(ApiKey Key, byte[] SigningSecret, MerchantIdentity Merchant);
