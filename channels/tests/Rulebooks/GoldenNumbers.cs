namespace Channels.Tests.Rulebooks;

/// <summary>
/// Every number that the requirements and the channels' documents give, and where it stands in the rulebooks: the
/// requirement (or "sheet"), the channel, the path in its file, the value as JSON.
/// </summary>
internal static class GoldenNumbers
{
    /// <summary>The ranges that the rulebooks answer for.</summary>
    public static IReadOnlyList<string> Required { get; } =
        [.. Range(1, 32), .. Range(48, 50), .. Range(146, 148), .. Range(176, 180)];

    public static IReadOnlyList<(string Number, string Channel, string Path, string Value)> Rows { get; } =
    [
        .. Table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' ', 4, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Select(row => (row[0], row[1], row[2], row[3])),
    ];

    /// <summary>Requirements of those ranges that are no data, and where they are code.</summary>
    public static IReadOnlyDictionary<string, string> Code { get; } = new Dictionary<string, string>
    {
        ["S3"] = "gateway Admission: no more than what is left",
        ["S4"] = "refund-center Leg: a retry keeps the number and the bytes",
        ["S13"] = "the interface refunds by the original route; nothing else is asked for",
        ["S14"] = "refund-center ChannelNo: each leg has a number of its own",
        ["S15"] = "refund-center Leg: a retry keeps the number and the bytes",
        ["S16"] = "gateway Payment.Refundable counts what was paid after discounts",
        ["S17"] = "AlipayCodes: done is code 10000 with fund_change=Y",
        ["S18"] = "AlipayCodes: a query without refund data is never seen",
        ["S19"] = "the old mapi interface is not used",
        ["S23"] = "an adapter of QQ Wallet reads REFUND_NOT_EXIST as never seen at most; refund-center asks again",
        ["S26"] = "BestPayCodes: a create call is accepted or refused",
        ["S176"] = "WeChatPayCodes: USER_ACCOUNT_ABNORMAL is a final refusal",
        ["S177"] = "Alipay deposits back to the payer's balance: the destination of Done",
        ["S178"] = "WeChatPayCodes: a refund that went to the merchant is Done with that destination",
        ["S179"] = "refund-center lists failures grouped, so that a campaign is one row",
    };

    private const string Table = """
        S1     wechat     windowDays                               365
        S2     wechat     maxParts                                 50
        S5     wechat     maxParts                                 50
        S6     wechat     rates.goodPerSecond                      150
        S6     wechat     rates.badPerSecond                       6
        S7     wechat     expected.interface.wallet.until          "00:20:00"
        S7     wechat     expected.interface.card.until            3
        S7     wechat     probes.card.afterWorkingDays[0]          3
        S8     wechat     queryKeys[0].upToParts                   null
        S9     wechat     queryKeys[0].name                        "out_refund_no"
        S10    wechat     notices[0].kind                          "REFUND.SUCCESS"
        S11    wechat     notices[0].means                         "done"
        S11    wechat     notices[1]                               {"kind":"REFUND.ABNORMAL","means":"operator"}
        S11    wechat     notices[2]                               {"kind":"REFUND.CLOSED","means":"refused"}
        S12    alipay     windowDays                               90
        S20    alipay     probes.card.after[0]                     "00:00:10"
        S21    qq         windowDays                               365
        S22    qq         queryKeys[0].name                        "out_refund_no"
        S22    qq         queryKeys[0].trustedFor                  "25.00:00:00"
        S22    qq         queryKeys[1].name                        "transaction_id"
        S22    qq         queryKeys[1].trustedFor                  null
        S24    qq         notices                                  []
        S25    bestpay    windowDays                               180
        S27    bestpay    queryWithinDays                          1
        S28    bestpay    notices[0]                               {"kind":"SUCCESS","means":"done"}
        S29    bestpay    notices[1]                               {"kind":"FAIL","means":"provisional"}
        S29    bestpay    provisional.retriedNextDay               true
        S30    bestpay    provisional.silentSuccess                true
        S31    bestpay    sameDayRefunds                           false
        S32    bestpay    provisional.finalAfter                   "7.00:00:00"
        S48    alipay     feeReturn.default                        "kept"
        S48    alipay     feeReturn.exceptions.face-to-face        "returned"
        S48    wechat     feeReturn.default                        "returned"
        S48    unionpay   feeReturn.default                        "returned"
        S48    jd         feeReturn.default                        "kept"
        S48    jd         feeReturn.exceptions.applied-for         "returned"
        S48    qq         feeReturn.default                        "returned"
        S49    bank-file  feeReturn.default                        "kept"
        S50    wechat     refundsSettled                           false
        S50    alipay     refundsSettled                           false
        S50    unionpay   refundsSettled                           false
        S50    bestpay    refundsSettled                           false
        S50    qq         refundsSettled                           false
        S50    jd         refundsSettled                           false
        S146   bank-portal fileCutOff                              "15:00:00"
        S147   bank-file  expected.payout.card.from                "00:00:00"
        S147   bank-file  expected.payout.card.until               "00:30:00"
        S147   wechat     expected.payout.card.until               "00:30:00"
        S147   jd         expected.interface.card.from             0
        S147   jd         expected.interface.card.until            7
        S147   bank-portal expected.file.card.from                 1
        S147   bank-portal expected.offline.card.from              1
        S148   wechat     methods                                  ["interface","payout"]
        S148   unionpay   methods                                  ["interface","file","offline","payout"]
        S148   bank-file  methods                                  ["payout"]
        S148   bank-portal methods                                 ["file","offline","payout"]
        S180   wechat     transferMinAmountMinor                   10
        S180   alipay     transferMinAmountMinor                   10
        S36    wechat     retryMode                                "SameRequest"
        S43    wechat     fundSources                              ["UNSETTLED","AVAILABLE"]
        S43    qq         fundSources[1]                           "REFUND_SOURCE_RECHARGE_FUNDS"
        S89    bank-portal settlement.style                        "gross"
        S89    bank-portal settlement.receiptsAt                   ["12:00:00","00:00:00"]
        S89    bank-portal settlement.refunds                      "realTime"
        S92    wechat     settlement.style                         "net"
        S144   bank-file  batchEvery                               "00:00:00"
        sheet  wechat     partSpacing                              "00:01:00"
        sheet  wechat     refundNo.maxLength                       64
        sheet  wechat     oldPayments.afterDays                    30
        sheet  wechat     oldPayments.perMinute                    5000
        sheet  wechat     probes.wallet.after[0]                   "00:01:00"
        sheet  wechat     expected.interface.card.from             1
        sheet  wechat     billReadyAt                              "10:00:00"
        sheet  wechat     files[0]                                 {"kind":"trade","authoritative":false,"lastPossibleDays":1}
        sheet  alipay     refundNo.maxLength                       64
        sheet  alipay     billReadyAt                              "10:00:00"
        sheet  qq         refundNo.maxLength                       32
        sheet  qq         probes.wallet.after[0]                   "00:05:00"
        sheet  qq         probes.wallet.after[1]                   "00:20:00"
        sheet  qq         probes.wallet.every                      "06:00:00"
        sheet  qq         probes.card.afterWorkingDays[1]          5
        sheet  qq         billReadyAt                              "10:00:00"
        sheet  bestpay    refundNo.maxLength                       30
        sheet  unionpay   retryMode                                "QueryOnly"
        sheet  unionpay   windowDays                               334
        sheet  unionpay   refundNo.minLength                       8
        sheet  unionpay   refundNo.maxLength                       40
        sheet  unionpay   probes.card.after[5]                     "00:00:32"
        sheet  unionpay   expected.interface.card.from             1
        sheet  unionpay   expected.interface.card.until            10
        sheet  unionpay   billReadyAt                              "10:00:00"
        sheet  bank-file  refundNo.maxLength                       35
        sheet  bank-file  queryKeys[0].trustedFor                  "15.00:00:00"
        sheet  bank-file  retryMode                                "Never"
        """;

    private static IEnumerable<string> Range(int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(number => $"S{number}");
}
