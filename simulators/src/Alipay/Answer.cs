using System.Text.Encodings.Web;

namespace Simulators.Alipay;

/// <summary>What the gateway answers: the inner object, before it is signed.</summary>
internal sealed record Answer(byte[] Node)
{
    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    public static Answer Of(object node) => new(JsonSerializer.SerializeToUtf8Bytes(node, Json));

    public static Answer Error(string code, string subCode, string subMsg) =>
        Of(new { code, msg = Words(code), sub_code = subCode, sub_msg = subMsg });

    public static Answer SystemError => Error("20000", "isp.unknow-error", "系统繁忙");
    public static Answer TooFast => Error("40005", "isv.app-call-limited", "应用调用次数超限");
    public static Answer Refused(string subCode, string subMsg) => Error("40004", $"ACQ.{subCode}", subMsg);

    private static string Words(string code) => code switch
    {
        "20000" => "Service Currently Unavailable",
        "40001" => "Missing Required Arguments",
        "40002" => "Invalid Arguments",
        "40005" => "Call Limited",
        _ => "Business Failed",
    };
}
