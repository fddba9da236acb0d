using Contracts.Accounting;
using static Accounting.Accounts.AccountKind;

namespace Accounting.Accounts;

/// <summary>
/// Which accounts a message may touch: all of them are locked before any message of its batch is handled.
/// </summary>
internal static class NeededAccounts
{
    private static readonly AccountKind[] Hold = [MerchantPending, MerchantCash, MerchantHeld];
    private static readonly AccountKind[] TopUp = [MerchantPending, MerchantCash, BankReserve];
    private static readonly AccountKind[] PaidOut = [MerchantPending, MerchantCash, MerchantDebt, BankReserve];
    private static readonly AccountKind[] Capture =
        [MerchantPending, MerchantCash, MerchantDebt, ChannelReceivable, PlatformFeeIncome];
    private static readonly AccountKind[] Settle =
    [
        MerchantPending, MerchantCash, MerchantHeld, MerchantDebt,
        ChannelReceivable, BankReserve, PlatformFeeIncome, PlatformLoss,
    ];

    public static IEnumerable<AccountKey> Of(object message) => message switch
    {
        HoldFunds m => Of(Hold, m.MerchantId, null, m.Amount.Currency),
        CancelHold m => Of(Hold, m.MerchantId, null, m.Currency),
        SettleHold m => Of(Settle, m.MerchantId, m.Channel, m.Amount.Currency),
        BookCapture m => Of(Capture, m.MerchantId, m.Channel, m.Paid.Currency),
        BookSettlement m => Of(PaidOut, m.MerchantId, null, m.Amount.Currency),
        BookTopUp m => Of(TopUp, m.MerchantId, null, m.Amount.Currency),
        _ => [],
    };

    private static IEnumerable<AccountKey> Of(AccountKind[] kinds, Guid merchantId, string? channel, string currency) =>
        kinds.Select(kind => AccountKey.Of(kind, new Parties(merchantId, channel, currency)));
}
