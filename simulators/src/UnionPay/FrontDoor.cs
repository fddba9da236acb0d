using System.Security.Cryptography;
using Simulators.Misfortunes;

namespace Simulators.UnionPay;

/// <summary>
/// What every call goes through: the caller's signature, the time an answer takes, what goes wrong with this call, and
/// the signature of the answer.
/// </summary>
internal sealed class FrontDoor(
    UnionPaySettings settings, MerchantBook merchants, Platform platform,
    [FromKeyedServices(UnionPaySetup.Name)] MisfortuneBook book, World world) : ICallProtocol<Fields>
{
    private const string Question = "unionpay.question";

    /// <summary>A call about one refund: misfortunes are looked up by its numbers.</summary>
    public async Task Handle(HttpContext http, string operation, Func<Merchant, Fields, Fields> execute)
    {
        var request = await Read(http);
        http.Items[Question] = request;
        await TakeTime(http.RequestAborted);
        if (Identify(request, out var refusal) is not { } merchant)
        {
            await Write(http, refusal!);
            return;
        }
        var misfortune = book.OfCall(operation, request["orderId"], request["origQryId"]);
        await this.Play(
            http, misfortune, () => execute(merchant, request), new(world, settings.HangSeconds));
    }

    /// <summary>A call without misfortunes: files.</summary>
    public async Task Handle(HttpContext http, Func<Merchant, Fields, Fields> execute)
    {
        var request = await Read(http);
        await Write(http, Identify(request, out var refusal) is { } merchant ? execute(merchant, request) : refusal!);
    }

    public Fields SystemError => new() { ["respCode"] = "99", ["respMsg"] = "通用错误" };

    public Fields TooFast => new() { ["respCode"] = "37", ["respMsg"] = "已超过最大查询次数或操作过于频繁" };

    public Fields Garbage(Fields answer) => new() { ["html"] = "<body>502 Bad Gateway</body>" };

    public Task Write(HttpContext http, Fields answer, bool wrongSignature)
    {
        if (answer["respCode"] is "37" or "99" && http.Items[Question] is Fields question)
            answer = Fields.Answer(question, answer["respCode"], answer["respMsg"]);
        http.Response.ContentType = "text/html;charset=UTF-8";
        return http.Response.Body.WriteAsync(
            platform.Sign(answer, wrongSignature).ToText(), http.RequestAborted).AsTask();
    }

    private Task Write(HttpContext http, Fields answer) => Write(http, answer, wrongSignature: false);

    private Merchant? Identify(Fields request, out Fields? refusal)
    {
        refusal = null;
        foreach (var name in (string[])["version", "signMethod", "certId", "merId", "txnType", "txnTime", "signature"])
            if (request[name].Length == 0)
            {
                refusal = Fields.Answer(request, "13", $"报文交易要素缺失[{name}]");
                return null;
            }
        if (merchants.Find(request["merId"]) is not { } merchant)
            refusal = Fields.Answer(request, "31", "商户状态不正确");
        else if (IsSigned(merchant, request)) return merchant;
        else refusal = Fields.Answer(request, "11", "验证签名失败");
        return null;
    }

    private static bool IsSigned(Merchant merchant, Fields request)
    {
        var signature = new byte[1024];
        return request["version"] == "5.1.0" && request["signMethod"] == "01" && request["certId"] == merchant.CertId
            && Convert.TryFromBase64String(request["signature"], signature, out var length)
            && merchant.Signed(request.Digest(), signature[..length]);
    }

    private Task TakeTime(CancellationToken ct) => settings.DelayToMs > 0
        ? Task.Delay(RandomNumberGenerator.GetInt32(settings.DelayFromMs, settings.DelayToMs + 1), ct)
        : Task.CompletedTask;

    private static async Task<Fields> Read(HttpContext http) => http.Request.HasFormContentType
        ? Fields.From(await http.Request.ReadFormAsync(http.RequestAborted))
        : new Fields();
}
