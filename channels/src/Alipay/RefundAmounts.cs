namespace Channels.Alipay;

/// <summary>
/// What the payer got, the merchant was charged and Alipay took, of one refund: from the members that speak of this
/// refund alone, and from the order where they are absent.
/// </summary>
internal static class RefundAmounts
{
    private const string Balance = "ALIPAYACCOUNT";

    /// <summary>Null when an amount is unreadable, negative or larger than the refund.</summary>
    public static ChargedAmounts? Of(ChannelRefund order, AlipayAnswer said)
    {
        var asked = order.Amount.Minor;
        var payer = said.PresentRefundBuyerAmount is { Length: > 0 } told
            ? Part(told, asked)
            : PayersShare(said, asked);
        var taken = said.SendBackFee is { Length: > 0 } text ? Part(text, asked) : asked;
        return payer is { } toPayer && taken is { } fromUs
            ? new ChargedAmounts(
                Payer: order.Amount with { Minor = toPayer },
                Merchant: order.Amount,
                Channel: order.Amount with { Minor = fromUs })
            : null;
    }

    /// <summary>All the payer's money went back to his balance at Alipay, where it came from.</summary>
    public static bool IsAllOfTheBalance(AlipayAnswer said) =>
        said.RefundDetailItemList is { Count: > 0 } items && items.Where(IsThePayers).Any()
        && items.Where(IsThePayers).All(item => item.FundChannel == Balance);

    private static long? PayersShare(AlipayAnswer said, long asked)
    {
        if (said.RefundDetailItemList is not { Count: > 0 } items) return asked;
        var sum = 0L;
        foreach (var item in items)
        {
            if (Part(item.Amount, asked) is not { } amount) return null;
            if (IsThePayers(item)) sum += amount;
        }
        return sum <= asked ? sum : null;
    }

    /// <summary>Everything but red packets and vouchers, which nobody gives the payer in money.</summary>
    private static bool IsThePayers(RefundDetailItem item) =>
        item.FundChannel is not ("COUPON" or "DISCOUNT" or "MCOUPON" or "MDISCOUNT");

    private static long? Part(string? yuan, long whole) =>
        YuanText.TryParseFen(yuan, out var fen) && fen >= 0 && fen <= whole ? fen : null;
}
