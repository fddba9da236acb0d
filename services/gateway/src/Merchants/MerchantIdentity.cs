namespace Gateway.Merchants;

/// <summary>
/// The merchant on whose behalf a request was signed. Everything a request reads or writes is this merchant's.
/// </summary>
/// <param name="Id">The merchant; leads every merchant-facing key.</param>
/// <param name="KeyId">The API key that was used.</param>
/// <param name="Promise">When this merchant is promised success (S138).</param>
/// <param name="Channels">The channels opened for it.</param>
public sealed record MerchantIdentity(Guid Id, string KeyId, PromisePolicy Promise, IReadOnlySet<string> Channels);
