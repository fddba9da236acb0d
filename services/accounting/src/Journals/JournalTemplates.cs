using static Accounting.Accounts.AccountKind;
using static Accounting.Journals.Formula;

namespace Accounting.Journals;

/// <summary>
/// Every kind of journal there is (architecture §6). The documentation, docs/domain/journals.md, is printed from this
/// table; a test proves that the lines of each cancel out whatever the amounts are.
/// </summary>
public static class JournalTemplates
{
    private const string Payment = "payment";
    private const string TopUpId = "top-up";
    private const string SettlementId = "settlement";
    private const string Attempt = "refund, attempt";
    private const string Order = "refund, order";

    public static readonly JournalTemplate PaymentCaptured = new("payment_captured", Payment,
        "A payment was captured: the channel owes us what was paid, and we owe the merchant that less our fee.",
        (ChannelReceivable, -Paid), (MerchantPending, Paid - Fee), (PlatformFeeIncome, +Fee));

    public static readonly JournalTemplate FeeAbovePayment = new("fee_above_payment", Payment,
        "The fee of a captured payment exceeds it: the merchant pays the rest from its pockets, else it owes it.",
        (MerchantPending, -Pending), (MerchantCash, -Cash), (MerchantDebt, -Debt),
        (PlatformFeeIncome, Pending + Cash + Debt));

    public static readonly JournalTemplate TopUp = new("top_up", TopUpId,
        "The merchant put money into its cash pocket.",
        (BankReserve, -Moved), (MerchantCash, +Moved));

    public static readonly JournalTemplate MerchantSettled = new("merchant_settled", SettlementId,
        "The merchant was paid out what it had earned: pending first, then cash; what neither can give is debt.",
        (MerchantPending, -Pending), (MerchantCash, -Cash), (MerchantDebt, -Debt),
        (BankReserve, Pending + Cash + Debt));

    public static readonly JournalTemplate FundsHeld = new("funds_held", Attempt,
        "Money is frozen for a refund before its channel hears of it (S100).",
        (MerchantPending, -Pending), (MerchantCash, -Cash), (MerchantHeld, Pending + Cash));

    public static readonly JournalTemplate HoldReleased = new("hold_released", Attempt,
        "The refund ended: what is still held goes back to the pockets it came from.",
        (MerchantHeld, -Pending - Cash), (MerchantPending, +Pending), (MerchantCash, +Cash));

    public static readonly JournalTemplate HoldCancelled = new("hold_cancelled", Attempt,
        "The refund was cancelled before it was sent: what is held goes back to the pockets it came from.",
        (MerchantHeld, -Pending - Cash), (MerchantPending, +Pending), (MerchantCash, +Cash));

    public static readonly JournalTemplate SettledByChannel = new("settled_by_channel", Order,
        "The channel gave the money to the payer: it is taken from the held money, and the fee is given back.",
        (MerchantHeld, -Held), (PlatformFeeIncome, -Fee), (ChannelReceivable, Held + Fee));

    public static readonly JournalTemplate SettledByPayout = new("settled_by_payout", Order,
        "A bank transfer gave the money to the payer: it is taken from the held money, and the fee is given back.",
        (MerchantHeld, -Held), (PlatformFeeIncome, -Fee), (BankReserve, Held + Fee));

    public static readonly JournalTemplate LateByChannel = new("late_success_by_channel", Order,
        "The channel paid though too little was held: pockets next, above their floors; the rest is debt.",
        (MerchantPending, -Pending), (MerchantCash, -Cash), (MerchantDebt, -Debt), (PlatformFeeIncome, -Fee),
        (ChannelReceivable, Pending + Cash + Debt + Fee));

    public static readonly JournalTemplate LateByPayout = new("late_success_by_payout", Order,
        "A bank transfer paid though too little was held: pockets next, above their floors; the rest is debt.",
        (MerchantPending, -Pending), (MerchantCash, -Cash), (MerchantDebt, -Debt), (PlatformFeeIncome, -Fee),
        (BankReserve, Pending + Cash + Debt + Fee));

    public static readonly JournalTemplate ExcessByChannel = new("both_legs_paid_by_channel", Order,
        "The channel paid more than the refund's amount, for example by a leg that was dead: it is our loss.",
        (PlatformLoss, -Loss), (ChannelReceivable, +Loss));

    public static readonly JournalTemplate ExcessByPayout = new("both_legs_paid_by_payout", Order,
        "A bank transfer paid more than the refund's amount, for example after the channel had: our loss.",
        (PlatformLoss, -Loss), (BankReserve, +Loss));

    public static readonly JournalTemplate ViaOwnAccount = new("via_own_account", Order,
        "The channel gave the money back to our own account instead of the payer (S178): the refund is not done by it.",
        (BankReserve, -Moved), (ChannelReceivable, +Moved));

    public static readonly JournalTemplate OwnAccountContradicted = new("via_own_account_contradicted", Order,
        "The money did not come to our own account after all.",
        (BankReserve, +Moved), (ChannelReceivable, -Moved));

    public static readonly JournalTemplate PayoutReturned = new("payout_returned", Order,
        "The bank sent a transfer back in full: the merchant's cash gets it less the fee, which is taken again (S162).",
        (BankReserve, -Cash - Fee - Loss), (MerchantCash, +Cash), (PlatformFeeIncome, +Fee), (PlatformLoss, +Loss));

    public static readonly JournalTemplate PayoutReturnedShort = new("payout_returned_short", Order,
        "The bank sent back less than was paid: the fee is taken again first, and the merchant bears what is missing.",
        (BankReserve, -Cash - Fee - Loss), (MerchantCash, +Cash), (PlatformFeeIncome, +Fee), (PlatformLoss, +Loss));

    public static readonly JournalTemplate ReturnContradicted = new("payout_return_contradicted", Order,
        "The transfer was not sent back after all: held money first, then cash, then pending; the rest is debt.",
        (MerchantHeld, -Held), (MerchantPending, -Pending), (MerchantCash, -Cash), (MerchantDebt, -Debt),
        (PlatformFeeIncome, -Fee), (PlatformLoss, -Loss), (BankReserve, Held + Pending + Cash + Debt + Fee + Loss));

    public static readonly JournalTemplate ChannelContradicted = new("channel_success_contradicted", Order,
        "The channel had not paid after all: everything goes back to where it was taken from, debt first.",
        (ChannelReceivable, -Pending - Cash - Debt - Fee - Loss),
        (MerchantPending, +Pending), (MerchantCash, +Cash), (MerchantDebt, +Debt),
        (PlatformFeeIncome, +Fee), (PlatformLoss, +Loss));

    public static readonly JournalTemplate PayoutContradicted = new("payout_success_contradicted", Order,
        "The bank had not paid after all: everything goes back to where it was taken from, debt first.",
        (BankReserve, -Pending - Cash - Debt - Fee - Loss),
        (MerchantPending, +Pending), (MerchantCash, +Cash), (MerchantDebt, +Debt),
        (PlatformFeeIncome, +Fee), (PlatformLoss, +Loss));

    public static readonly JournalTemplate Repriced = new("refund_repriced", Order,
        "The same movements with another fee given back: the difference between merchant and fees, of either sign.",
        (MerchantHeld, -Held), (MerchantPending, -Pending), (MerchantCash, -Cash), (MerchantDebt, -Debt),
        (PlatformLoss, -Loss), (PlatformFeeIncome, Held + Pending + Cash + Debt + Loss));

    /// <summary>All of them, in the order of a refund's life.</summary>
    public static IReadOnlyList<JournalTemplate> All { get; } =
    [
        PaymentCaptured, FeeAbovePayment, TopUp, MerchantSettled, FundsHeld, HoldReleased, HoldCancelled,
        SettledByChannel, SettledByPayout, LateByChannel, LateByPayout, ExcessByChannel, ExcessByPayout,
        ViaOwnAccount, OwnAccountContradicted,
        PayoutReturned, PayoutReturnedShort, ReturnContradicted, ChannelContradicted, PayoutContradicted, Repriced,
    ];
}
