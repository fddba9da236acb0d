using System.Text.Json.Nodes;

namespace Simulators.BestPay;

/// <summary>
/// What the channel answers, before it is signed. Of the error codes only API100001, API500009 and REFUND_ALREADY are
/// the channel's own: it publishes no list, the others are ours (docs/bestpay.md). Without a message it is a page of
/// some gateway on the way.
/// </summary>
internal sealed record Answer(int Status, JsonObject? Message)
{
    public static Answer Ok(JsonObject result) => new(200, new JsonObject
    {
        ["success"] = true, ["result"] = result, ["errorCode"] = null, ["errorMsg"] = null,
    });

    public static Answer Error(string code, string message, int status = 200) => new(status, new JsonObject
    {
        ["success"] = false, ["errorCode"] = code, ["errorMsg"] = message, ["result"] = null,
    });

    public static Answer SystemError => Error("SYSTEM_ERROR", "系统异常", 500);
    public static Answer TooFast => Error("FREQUENCY_LIMITED", "频率限制", 429);
    public static Answer Envelope => Error("API500009", "报文格式错误");
    public static Answer WrongSignature => Error("API100001", "验签失败");
    public static Answer NoMerchant => Error("MERCHANT_NOT_EXIST", "商户不存在");
    public static Answer Malformed(string member) => Error("PARAM_ERROR", $"参数错误: {member}");
    public static Answer NotEnough => Error("BALANCE_NOT_ENOUGH", "商户余额不足");
}
