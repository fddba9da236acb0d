using System.Text.Encodings.Web;

namespace Simulators.WeChatPay;

/// <summary>What the channel answers, before it is signed.</summary>
internal sealed record Answer(int Status, byte[] Body)
{
    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    public static Answer Ok(object body) => new(200, JsonSerializer.SerializeToUtf8Bytes(body, Json));

    public static Answer Error(int status, string code, string message) =>
        new(status, JsonSerializer.SerializeToUtf8Bytes(new { code, message }, Json));

    public static Answer SystemError => Error(500, "SYSTEM_ERROR", "系统异常，请用相同参数重新调用");
    public static Answer TooFast => Error(429, "FREQUENCY_LIMITED", "频率限制");
    public static Answer Invalid(string why) => Error(400, "INVALID_REQUEST", why);
    public static Answer Malformed(string field) => Error(400, "PARAM_ERROR", $"参数错误: {field}");
}
