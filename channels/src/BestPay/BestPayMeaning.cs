namespace Channels.BestPay;

/// <summary>What an error code means by the merchant's contract.</summary>
public enum BestPayMeaning
{
    /// <summary>A created refund is refused for good.</summary>
    Final,

    /// <summary>Money is short at the channel; the same number again once it was topped up.</summary>
    Funds,

    /// <summary>Keys, rights or set-up are wrong; the same number again when mended.</summary>
    Configuration,

    /// <summary>The same number again later.</summary>
    SameNumberLater,

    /// <summary>The query knows no such refund near its date.</summary>
    NotFound,
}
