using Channels.Alipay;

namespace Channels.Tests.Alipay;

public sealed class The_code_table
{
    [Theory]
    [InlineData("40004", "ACQ.SYSTEM_ERROR", "Unknown")]
    [InlineData("40004", "ACQ.INVALID_PARAMETER", "Refused Final")]
    [InlineData("40004", "ACQ.CURRENCY_NOT_SUPPORT", "Refused Final")]
    [InlineData("40004", "ACQ.SELLER_BALANCE_NOT_ENOUGH", "Refused Funds")]
    [InlineData("40004", "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", "Refused Final")]
    [InlineData("40004", "ACQ.REFUND_FEE_ERROR", "Refused Final")]
    [InlineData("40004", "ACQ.REASON_TRADE_REFUND_FEE_ERR", "Refused Final")]
    [InlineData("40004", "ACQ.DISCORDANT_REPEAT_REQUEST", "Unknown, mismatch")]
    [InlineData("40004", "ACQ.TRADE_NOT_EXIST", "Refused Final")]
    [InlineData("40004", "ACQ.BUYER_NOT_EXIST", "Refused Final")]
    [InlineData("40004", "ACQ.TRADE_HAS_FINISHED", "Refused Final")]
    [InlineData("40004", "ACQ.TRADE_STATUS_ERROR", "Refused Final")]                 // after a query: see its own test
    [InlineData("40004", "ACQ.REASON_TRADE_STATUS_INVALID", "Refused Final")]
    [InlineData("40004", "ACQ.TRADE_NOT_ALLOW_REFUND", "Refused Final")]
    [InlineData("40004", "ACQ.NOT_ALLOW_PARTIAL_REFUND", "Refused Final")]
    [InlineData("40004", "ACQ.ONLINE_TRADE_VOUCHER_NOT_ALLOW_REFUND", "Refused Final")]
    [InlineData("40004", "ACQ.REASON_TRADE_BEEN_FREEZEN", "Refused Configuration")]
    [InlineData("40004", "ACQ.REFUND_CHARGE_ERROR", "Refused SameNumberLater")]
    [InlineData("40004", "ACQ.BUYER_ERROR", "Refused Final")]
    [InlineData("40004", "ACQ.CUSTOMER_VALIDATE_ERROR", "Refused Final")]
    [InlineData("40004", "ACQ.REFUND_ACCOUNT_NOT_EXIST", "Refused Final")]
    [InlineData("40004", "ACQ.REFUND_ROYALTY_PAYEE_ACCOUNT_NOT_EXIST", "Refused Configuration")]
    [InlineData("40004", "ACQ.ALLOC_AMOUNT_VALIDATE_ERROR", "Refused Configuration")]
    [InlineData("40004", "ACQ.OVERDRAFT_AGREEMENT_NOT_MATCH", "Refused Configuration")]
    [InlineData("40004", "ACQ.OVERDRAFT_ASSIGN_ACCOUNT_INVALID", "Refused Configuration")]
    [InlineData("40004", "ACQ.ENTERPRISE_PAY_BIZ_ERROR", "Refused Configuration")]
    [InlineData("40004", "ACQ.NOBODY_KNOWS", "Unknown")]
    [InlineData("40004", null, "Unknown")]
    [InlineData("40001", "isv.missing-signature", "Refused Configuration")]
    [InlineData("40002", "isv.invalid-signature", "Refused Configuration")]
    [InlineData("40002", "isv.invalid-app-id", "Refused Configuration")]
    [InlineData("40006", "isv.insufficient-isv-permissions", "Refused Configuration")]
    [InlineData("20001", "aop.invalid-app-auth-token", "Refused Configuration")]
    [InlineData("40002", "ACQ.SELLER_BALANCE_NOT_ENOUGH", "Unknown")]                // a known word under another code
    [InlineData("20000", "isp.unknow-error", "Unknown")]
    [InlineData("20000", "aop.unknow-error", "Unknown")]
    [InlineData("20000", "ACQ.TRADE_NOT_EXIST", "Unknown")]
    [InlineData("40005", "isv.app-call-limited", "Throttled")]
    [InlineData("10003", null, "Unknown")]
    [InlineData("10000 ", null, "Unknown")]
    public void Reads_every_documented_refusal_and_no_other(string code, string? subCode, string expected) =>
        Assert.Equal(
            expected,
            AlipayKit.Name(AlipayCodes.OfRefund(AlipayKit.Order, AlipayKit.Read(AlipayKit.Error(code, subCode)))));

    [Theory]
    [InlineData("40004", "ACQ.TRADE_NOT_EXIST"), InlineData("40004", "ACQ.SYSTEM_ERROR")]
    [InlineData("40004", "ACQ.INVALID_PARAMETER"), InlineData("40002", "isv.invalid-signature")]
    [InlineData("20000", "isp.unknow-error"), InlineData("40006", "isv.insufficient-isv-permissions")]
    public void Takes_a_refused_question_for_no_answer(string code, string subCode) =>
        Assert.IsType<ChannelAnswer.Unknown>(
            AlipayCodes.OfQuery(AlipayKit.Order, AlipayKit.Read(AlipayKit.Error(code, subCode))));

    [Theory]
    [InlineData("Y", "9.30", "Done")]
    [InlineData("N", "9.30", "Unknown")]
    [InlineData(null, "9.30", "Unknown")]
    [InlineData("y", "9.30", "Unknown")]
    [InlineData("Y", "8.80", "Done")]
    [InlineData("Y", "10.00", "Done")]
    [InlineData("Y", "8.79", "Unknown, mismatch")]                     // cumulative: never below this refund
    [InlineData("Y", "10.01", "Unknown, mismatch")]                    // nor above the payment
    [InlineData("Y", null, "Unknown, mismatch")]
    [InlineData("Y", "8.8.0", "Unknown, mismatch")]
    public void Calls_it_done_when_this_call_moved_money(string? fundChange, string? refundFee, string expected) =>
        Assert.Equal(expected, AlipayKit.Name(
            Refund(("fund_change", fundChange), ("refund_fee", refundFee))));

    [Theory]
    [InlineData("REFUND_SUCCESS", "8.80", "Done")]
    [InlineData(null, null, "NeverSeen")]
    [InlineData(null, "8.80", "Unknown")]                              // data without the word: neither
    [InlineData("REFUND_PROCESSING", "8.80", "Unknown")]
    [InlineData("REFUND_FAIL", "8.80", "Unknown")]
    [InlineData("REFUND_SUCCESS", "9.30", "Unknown, mismatch")]
    [InlineData("REFUND_SUCCESS", null, "Unknown, mismatch")]
    public void Tells_never_seen_from_done_by_the_refunds_data(string? status, string? amount, string expected)
    {
        var answer = Query(
            ("refund_status", status), ("refund_amount", amount), ("gmt_refund_pay", status is null ? null : "2023"));
        Assert.Equal(expected, AlipayKit.Name(answer));
    }

    [Fact]
    public void Reads_a_bare_success_of_the_query_as_never_seen() => Assert.IsType<ChannelAnswer.NeverSeen>(
        AlipayCodes.OfQuery(AlipayKit.Order, AlipayKit.Read(new() { ["code"] = "10000", ["msg"] = "Success" })));

    [Fact]
    public void Never_says_never_seen_of_another_refund() => Assert.Equal("Unknown, mismatch", AlipayKit.Name(
        AlipayCodes.OfQuery(
            AlipayKit.Order, AlipayKit.Read(new() { ["code"] = "10000", ["out_request_no"] = "R20231115000002" }))));

    [Theory]
    [InlineData(null, Destination.Payer)]
    [InlineData("S", Destination.Payer)]
    [InlineData("P", Destination.Payer)]
    [InlineData("F", Destination.PayerBalance)]                        // S177
    [InlineData("X", null)]
    public void Knows_where_the_money_went(string? deposit, Destination? expected)
    {
        var answer = Query(("deposit_back_info", deposit is null ? null : new { dback_status = deposit }));
        Assert.Equal(expected, (answer as ChannelAnswer.Done)?.Destination);
        Assert.Equal(expected is null, answer is ChannelAnswer.Unknown);
    }

    [Theory]
    [InlineData("ALIPAYACCOUNT", "ALIPAYACCOUNT", Destination.PayerBalance)]
    [InlineData("ALIPAYACCOUNT", "COUPON", Destination.PayerBalance)]
    [InlineData("ALIPAYACCOUNT", "BANKCARD", Destination.Payer)]
    [InlineData("PCREDIT", "MDISCOUNT", Destination.Payer)]
    public void Knows_money_that_goes_back_to_the_balance(string first, string second, Destination expected) =>
        Assert.Equal(expected, Assert.IsType<ChannelAnswer.Done>(
            Refund(("refund_detail_item_list", AlipayKit.Details((first, "5.00"), (second, "3.80"))))).Destination);

    [Fact]
    public void Keeps_the_three_amounts_apart()
    {
        (string, object?)[] told =
        [
            ("refund_detail_item_list", AlipayKit.Details(("BANKCARD", "6.00"), ("MCOUPON", "2.80"))),
            ("send_back_fee", "7.10"),
        ];
        Assert.Equal((600, 880, 710), Amounts(Refund(told)));
        Assert.Equal((590, 880, 710), Amounts(Refund([.. told, ("present_refund_buyer_amount", "5.90")])));
        Assert.Equal((880, 880, 880), Amounts(Query()));
    }

    [Theory]
    [InlineData("send_back_fee", "8.81"), InlineData("send_back_fee", "-0.01"), InlineData("send_back_fee", "much")]
    [InlineData("present_refund_buyer_amount", "8.81"), InlineData("present_refund_buyer_amount", "1e1")]
    public void Does_not_believe_impossible_amounts(string member, string value) =>
        Assert.Equal("Unknown", AlipayKit.Name(Refund((member, value))));

    [Fact]
    public void Does_not_believe_details_beyond_the_refund() => Assert.Equal("Unknown", AlipayKit.Name(
        Refund(("refund_detail_item_list", AlipayKit.Details(("BANKCARD", "5.00"), ("PCREDIT", "5.00"))))));

    private static (long, long, long) Amounts(ChannelAnswer answer)
    {
        var charged = Assert.IsType<ChannelAnswer.Done>(answer).Charged;
        return (charged.Payer.Minor, charged.Merchant.Minor, charged.Channel.Minor);
    }

    private static ChannelAnswer Refund(params (string, object?)[] changes) =>
        AlipayCodes.OfRefund(AlipayKit.Order, AlipayKit.Read(AlipayKit.Refunded(changes)));

    private static ChannelAnswer Query(params (string, object?)[] changes) =>
        AlipayCodes.OfQuery(AlipayKit.Order, AlipayKit.Read(AlipayKit.Found(changes)));
}
