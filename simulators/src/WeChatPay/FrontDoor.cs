using System.Security.Cryptography;
using Simulators.Misfortunes;

namespace Simulators.WeChatPay;

/// <summary>
/// What every API call goes through: the caller's signature, the time an answer takes, what goes wrong with this
/// call, and the signature of the answer.
/// </summary>
internal sealed class FrontDoor(
    WeChatPaySettings settings, MerchantBook merchants, Platform platform,
    [FromKeyedServices(WeChatPaySetup.Name)] MisfortuneBook book, World world) : ICallProtocol<Answer>
{
    private static readonly byte[] Html = "<html><body>502 Bad Gateway</body></html>"u8.ToArray();

    /// <summary>A call about one refund: misfortunes are looked up by its numbers.</summary>
    /// <param name="http">The call.</param>
    /// <param name="about">Reads the operation and the two numbers out of the body.</param>
    /// <param name="execute">Does it; runs at most once.</param>
    public async Task Handle(HttpContext http, Func<byte[], Topic> about, Func<Merchant, byte[], Answer> execute)
    {
        var body = await ReadBody(http);
        await TakeTime(http.RequestAborted);
        var (merchant, refusal) = Caller.Identify(merchants, http, body);
        if (merchant is null)
        {
            await Write(http, refusal!);
            return;
        }
        var topic = about(body);
        var misfortune = book.OfCall(topic.Operation, topic.RefundNo, topic.PaymentNo);
        await this.Play(
            http, misfortune, () => Budgeted(merchant, topic, () => execute(merchant, body)),
            new(world, settings.HangSeconds));
    }

    /// <summary>A call without misfortunes: certificates and bills.</summary>
    public async Task Handle(HttpContext http, Func<Merchant, Answer> execute)
    {
        var (merchant, refusal) = Caller.Identify(merchants, http, await ReadBody(http));
        await Write(http, merchant is null ? refusal! : execute(merchant));
    }

    /// <summary>The merchant of a download; its answer is not signed. Null after an error was written.</summary>
    public async Task<Merchant?> Admit(HttpContext http)
    {
        var (merchant, refusal) = Caller.Identify(merchants, http, await ReadBody(http));
        if (merchant is null) await Write(http, refusal!);
        return merchant;
    }

    public Answer SystemError => Answer.SystemError;

    public Answer TooFast => Answer.TooFast;

    public Answer Garbage(Answer answer) => answer with { Body = Html };

    public async Task Write(HttpContext http, Answer answer, bool wrongSignature = false)
    {
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = "application/json; charset=utf-8";
        foreach (var (name, value) in platform.Sign(answer.Body, wrongSignature)) http.Response.Headers[name] = value;
        http.Response.Headers["Request-ID"] = http.TraceIdentifier;
        http.Response.ContentLength = answer.Body.Length;
        await http.Response.Body.WriteAsync(answer.Body, http.RequestAborted);
    }

    private Answer Budgeted(Merchant merchant, Topic topic, Func<Answer> execute)
    {
        if (!settings.Budgets || topic.Operation != "create") return execute();
        if (!merchant.Budget.TryAsk()) return Answer.TooFast;
        var answer = execute();
        if (answer.Status != 200) merchant.Budget.Failed();
        return answer;
    }

    private Task TakeTime(CancellationToken ct) => settings.DelayToMs > 0
        ? Task.Delay(RandomNumberGenerator.GetInt32(settings.DelayFromMs, settings.DelayToMs + 1), ct)
        : Task.CompletedTask;

    private static async Task<byte[]> ReadBody(HttpContext http)
    {
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        return buffer.ToArray();
    }
}

/// <summary>What a call is about.</summary>
internal readonly record struct Topic(string Operation, string RefundNo, string PaymentNo);
