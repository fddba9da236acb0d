namespace Gateway.Merchants;

/// <summary>Who asks: set once the request's key, signature and nonce were found right.</summary>
public static class MerchantRequests
{
    private static readonly object Key = new();

    /// <summary>The merchant that signed this request.</summary>
    /// <exception cref="InvalidOperationException">The address lies outside <c>/v1</c>, where nobody signs.</exception>
    public static MerchantIdentity Merchant(this HttpContext http) =>
        http.Items[Key] as MerchantIdentity
            ?? throw new InvalidOperationException("This address is not behind the merchant's signature.");

    internal static void SignedBy(this HttpContext http, MerchantIdentity merchant) => http.Items[Key] = merchant;
}
