using System.Security.Cryptography;
using System.Text;
using Simulators.Misfortunes;

namespace Simulators.Alipay;

/// <summary>
/// <c>POST /gateway.do</c>: what every call goes through. The caller's signature, the method, what goes wrong with this
/// call, and the signature of the answer.
/// </summary>
internal sealed class Gateway(
    AlipaySettings settings, MerchantBook merchants, Platform platform, (RefundDesk Refunds, BillDesk Bills) desks,
    (MisfortuneBook Book, World World) fortune) : ICallProtocol<Answer>
{
    private const string Refund = "alipay.trade.refund";
    private const string Query = "alipay.trade.fastpay.refund.query";
    private const string BillLink = "alipay.data.dataservice.bill.downloadurl.query";

    public Answer SystemError => Answer.SystemError;

    public Answer TooFast => Answer.TooFast;

    public Answer Garbage(Answer answer) => new("\"<html>502 Bad Gateway</html>\""u8.ToArray());

    public async Task Handle(HttpContext http)
    {
        var parameters = await Parameters(http);
        if (settings.DelayToMs > 0)
            await Task.Delay(
                RandomNumberGenerator.GetInt32(settings.DelayFromMs, settings.DelayToMs + 1), http.RequestAborted);
        var (merchant, refusal) = Caller.Identify(merchants, parameters);
        if (merchant is null)
        {
            await Write(http, refusal!, wrongSignature: false);
            return;
        }
        var content = parameters.GetValueOrDefault("biz_content");
        switch (parameters.GetValueOrDefault("method"))
        {
            case Refund:
                await Play(http, "create", RefundOrder.Parse(content), order => desks.Refunds.Create(merchant, order));
                break;
            case Query:
                await Play(http, "query", RefundOrder.Parse(content), order => RefundDesk.Query(merchant, order));
                break;
            case BillLink:
                var host = new Uri($"{http.Request.Scheme}://{http.Request.Host}");
                await Write(http, desks.Bills.Link(host, merchant, content), wrongSignature: false);
                break;
            default:
                await Write(http, Answer.Error("40002", "isv.invalid-method", "不存在的方法名"), wrongSignature: false);
                break;
        }
    }

    public async Task Write(HttpContext http, Answer answer, bool wrongSignature)
    {
        byte[] signed = wrongSignature ? [.. answer.Node, (byte)' '] : answer.Node;
        byte[] body =
        [
            .. "{\""u8, .. Platform.NodeName(http.Request.Query["method"].ToString()), .. "\":"u8, .. answer.Node,
            .. ",\"sign\":\""u8, .. Encoding.ASCII.GetBytes(platform.Sign(signed)), .. "\"}"u8,
        ];
        http.Response.ContentType = "text/html;charset=utf-8";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    private async Task Play(HttpContext http, string operation, RefundOrder? order, Func<RefundOrder?, Answer> execute)
    {
        var misfortune = fortune.Book.OfCall(operation, order?.OutRequestNo ?? "", order?.TradeNo ?? "");
        await this.Play(
            http, misfortune, () => execute(order), new CallStage.Settings(fortune.World, settings.HangSeconds));
    }

    /// <summary>Of the query and of the form; a name counts once.</summary>
    private static async Task<Dictionary<string, string>> Parameters(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return http.Request.Query.Concat(form).DistinctBy(pair => pair.Key)
            .ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
    }
}
