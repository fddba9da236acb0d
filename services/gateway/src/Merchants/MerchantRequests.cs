namespace Gateway.Merchants;

/// <summary>Who asks: set once the request's key, signature and nonce were found right.</summary>
public static class MerchantRequests
{
    private static readonly object Key = new();

    /// <summary>The merchant that signed this request.</summary>
    /// <exception cref="InvalidOperationException">The address lies outside <c>/v1</c>, where nobody signs.</exception>
    public static MerchantIdentity Merchant(this HttpContext http) =>
        http.SignedBy()
            ?? throw new InvalidOperationException("This address is not behind the merchant's signature.");

    /// <summary>Null as long as the signature was not found right, and where nobody signs.</summary>
    internal static MerchantIdentity? SignedBy(this HttpContext http) => http.Items[Key] as MerchantIdentity;

    internal static void SignedBy(this HttpContext http, MerchantIdentity merchant) => http.Items[Key] = merchant;
}
