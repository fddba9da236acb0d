using System.Text;
using Channels.WeChatPay;
using Contracts;

namespace Channels.Tests.WeChatPay;

public sealed class The_code_table
{
    private const string Create = WeChatPayCodes.Create;
    private const string Ask = WeChatPayCodes.Ask;
    private const string Return = WeChatPayCodes.ReturnToMerchant;

    [Theory]
    [InlineData(Create, 400, "PARAM_ERROR", "Refused Final")]
    [InlineData(Create, 400, "INVALID_REQUEST", "Unknown")]          // the channel asks once before it calls it refused
    [InlineData(Create, 401, "SIGN_ERROR", "Refused Configuration")]
    [InlineData(Create, 403, "NOT_ENOUGH", "Refused Funds")]
    [InlineData(Create, 403, "USER_ACCOUNT_ABNORMAL", "Refused Final")]
    [InlineData(Create, 403, "NO_AUTH", "Refused Configuration")]
    [InlineData(Create, 404, "MCH_NOT_EXISTS", "Refused Configuration")]
    [InlineData(Create, 404, "RESOURCE_NOT_EXISTS", "Refused Final")]
    [InlineData(Create, 429, "FREQUENCY_LIMITED", "Throttled")]
    [InlineData(Create, 500, "SYSTEM_ERROR", "Unknown")]
    [InlineData(Create, 400, "NOT_ENOUGH", "Unknown")]               // a known word under another status is unheard-of
    [InlineData(Create, 500, "NOT_ENOUGH", "Unknown")]
    [InlineData(Create, 202, "ACCEPTED", "Unknown")]
    [InlineData(Create, 403, null, "Unknown")]
    [InlineData(Ask, 404, "RESOURCE_NOT_EXISTS", "NeverSeen")]
    [InlineData(Ask, 404, "MCH_NOT_EXISTS", "Unknown")]              // a refused question says nothing about the refund
    [InlineData(Ask, 401, "SIGN_ERROR", "Unknown")]
    [InlineData(Ask, 400, "PARAM_ERROR", "Unknown")]
    [InlineData(Ask, 403, "USER_ACCOUNT_ABNORMAL", "Unknown")]
    [InlineData(Ask, 429, "FREQUENCY_LIMITED", "Throttled")]
    [InlineData(Ask, 500, "SYSTEM_ERROR", "Unknown")]
    [InlineData(Return, 400, "PARAM_ERROR", "NeedsOperator")]        // the refund stays abnormal
    [InlineData(Return, 400, "INVALID_REQUEST", "Unknown")]
    [InlineData(Return, 401, "SIGN_ERROR", "Refused Configuration")]
    [InlineData(Return, 404, "RESOURCE_NOT_EXISTS", "Unknown")]
    [InlineData(Return, 429, "FREQUENCY_LIMITED", "Throttled")]
    [InlineData(Return, 500, "SYSTEM_ERROR", "Unknown")]
    public void Reads_every_documented_error_and_no_other(string operation, int status, string? code, string expected)
    {
        var body = JsonSerializer.Serialize(new { code, message = "m" });
        var answer = WeChatPayCodes.Error(
            operation, new WeChatPayReply.Said(status, Encoding.UTF8.GetBytes(body), RetryAfter: null));
        Assert.Equal(expected, Name(answer));
    }

    [Theory]
    [InlineData("SUCCESS", "Done")]
    [InlineData("PROCESSING", "Accepted")]
    [InlineData("ABNORMAL", "NeedsOperator")]
    [InlineData("CLOSED", "Refused Final")]
    [InlineData("success", "Unknown")]
    [InlineData(null, "Unknown")]
    public void Reads_every_status(string? status, string expected) => Assert.Equal(expected, Name(Read(status)));

    [Theory]
    [InlineData("ORIGINAL", "招商银行借记卡1234", Destination.Payer)]
    [InlineData("ORIGINAL", "支付用户零钱", Destination.PayerBalance)]
    [InlineData("ORIGINAL", "支付用户零钱通", Destination.PayerBalance)]
    [InlineData("BALANCE", "", Destination.PayerBalance)]
    [InlineData("OTHER_BALANCE", "x", Destination.PayerBalance)]
    [InlineData("OTHER_BANKCARD", "中国银行借记卡9", Destination.Payer)]
    [InlineData("ORIGINAL", "商户基本账户", Destination.Merchant)]
    [InlineData("BALANCE", "商户结算银行账户", Destination.Merchant)]
    [InlineData(null, "招商银行借记卡1234", Destination.Payer)]
    [InlineData("ORIGINAL", "商户某新账户", null)]
    [InlineData("ORIGINAL", "", null)]
    [InlineData("ELSEWHERE", "招商银行借记卡1234", null)]
    public void Knows_where_the_money_went(string? channel, string account, Destination? expected) =>
        Assert.Equal(expected, WeChatPayCodes.DestinationOf(channel, account));

    [Fact]
    public void Keeps_the_three_amounts_apart()
    {
        var amount = new AmountDocument(1000, 900, 700, PayerRefund: 630, SettlementRefund: 640, "CNY");
        var done = Assert.IsType<ChannelAnswer.Done>(Read("SUCCESS", amount));
        Assert.Equal(
            new ChargedAmounts(new Money(630, "CNY"), new Money(900, "CNY"), new Money(640, "CNY")), done.Charged);
    }

    [Theory]
    [InlineData(null, 880L), InlineData(880L, null), InlineData(881L, 880L), InlineData(880L, -1L)]
    public void Does_not_believe_impossible_amounts(long? payer, long? settlement) =>
        Assert.IsType<ChannelAnswer.Unknown>(
            Read("SUCCESS", new AmountDocument(1000, 880, 1000, payer, settlement, "CNY")));

    private static ChannelAnswer Read(string? status, AmountDocument? amount = null) =>
        WeChatPayCodes.Status(new RefundDocument(
            "503", "R1", "42", "ORIGINAL", "招商银行借记卡1234", null, status,
            amount ?? new AmountDocument(1000, 880, 1000, 880, 880, "CNY")));

    private static string Name(ChannelAnswer answer) =>
        answer is ChannelAnswer.Refused refused ? $"Refused {refused.Kind}" : answer.GetType().Name;
}
