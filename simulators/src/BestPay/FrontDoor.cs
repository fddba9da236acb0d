using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Simulators.Misfortunes;

namespace Simulators.BestPay;

/// <summary>
/// What every call goes through: the envelope, the caller's signature, the time an answer takes, what goes wrong with
/// this call, and the signature of the answer.
/// </summary>
internal sealed class FrontDoor(
    BestPaySettings settings, MerchantBook merchants, Signatures signatures,
    [FromKeyedServices(BestPaySetup.Name)] MisfortuneBook book, World world) : ICallProtocol<Answer>
{
    private static readonly byte[] Html = "<html><body>502 Bad Gateway</body></html>"u8.ToArray();

    /// <summary>A call about one refund: misfortunes are looked up by its numbers.</summary>
    /// <param name="http">The call.</param>
    /// <param name="topic">Its operation, and the members that name the refund and the payment.</param>
    /// <param name="execute">Does it; runs at most once.</param>
    public async Task Handle(HttpContext http, Topic topic, Func<Merchant, JsonObject, Answer> execute)
    {
        var body = await ReadBody(http);
        await TakeTime(http.RequestAborted);
        var (merchant, refusal) = body is null ? (null, Answer.Envelope) : Identify(body);
        if (merchant is null)
        {
            await Write(http, refusal!, wrongSignature: false);
            return;
        }
        string Named(string member) => (string?)body![member] ?? "";
        var misfortune = book.OfCall(topic.Operation, Named(topic.Refund), Named(topic.Payment));
        await this.Play(http, misfortune, () => execute(merchant, body!), new(world, settings.HangSeconds));
    }

    public Answer SystemError => Answer.SystemError;

    public Answer TooFast => Answer.TooFast;

    public Answer Garbage(Answer answer) => answer with { Message = null };

    public async Task Write(HttpContext http, Answer answer, bool wrongSignature)
    {
        var body = answer.Message is { } message ? signatures.Sign(message, wrongSignature) : Html;
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = "application/json;charset=UTF-8";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    private (Merchant? Merchant, Answer? Refusal) Identify(JsonObject body) =>
        merchants.Find((string?)body["merchantNo"] ?? "") is not { } merchant ? (null, Answer.NoMerchant)
        : Signatures.IsBy(merchant, body) ? (merchant, null)
        : (null, Answer.WrongSignature);

    private Task TakeTime(CancellationToken ct) => settings.DelayToMs > 0
        ? Task.Delay(RandomNumberGenerator.GetInt32(settings.DelayFromMs, settings.DelayToMs + 1), ct)
        : Task.CompletedTask;

    /// <summary>Null when it is no flat object of texts.</summary>
    private static async Task<JsonObject?> ReadBody(HttpContext http)
    {
        try
        {
            var body = await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted) as JsonObject;
            return body?.All(member => member.Value?.GetValueKind() == JsonValueKind.String) == true ? body : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What a call is about: its operation, and which members name the refund and the payment.</summary>
internal readonly record struct Topic(string Operation, string Refund, string Payment);
