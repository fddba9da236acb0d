using System.Net.Http.Headers;
using System.Text;
using Platform.Operators;
using Stand.Infrastructure;

namespace Stand.Commands;

/// <summary>
/// <c>desk …</c>: what persons do at the gateway, from a shell (docs/operations/operator-desk.md). The gateway is
/// DESK_GATEWAY's, else that of the platform that is up here.
/// </summary>
public static class DeskCommand
{
    private const string Usage = """
        usage: ./run desk sign-in NAME            (secret: DESK_SECRET, else a line of standard input)
                          secret                  (present and new one: DESK_SECRET, DESK_NEW_SECRET, else two lines)
                          sign-out
                          get PATH | post PATH JSON                      (PATH behind /operators/)
                          proposals SERVICE [ID] | audit SERVICE
                          propose SERVICE KIND SUBJECT JSON REASON
                          approve SERVICE ID REASON                      (what `proposals SERVICE ID` showed)
                          return | reject | withdraw SERVICE ID REASON
        """;

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Runs the command; zero only when it was answered and not refused.</summary>
    public static async Task<int> Run(string[] arguments, CancellationToken ct)
    {
        var desk = DeskSession.Open();
        using var http = new HttpClient { BaseAddress = new Uri(desk.Gateway, "operators/") };
        if (desk.Token is { } token) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return arguments switch
        {
            ["sign-in", var name] => await SignIn(http, desk, name, ct),
            ["secret"] => Show(await Post(http, "secret", Json(new
            {
                secret = Secret("DESK_SECRET", "present secret"), new_secret = Secret("DESK_NEW_SECRET", "new secret"),
            }), ct)),
            ["sign-out"] => SignOut(desk, await Post(http, "sign-out", "{}", ct)),
            ["get", var path] => Show(await Get(http, path, ct)),
            ["post", var path, var json] => Show(await Post(http, path, json, ct)),
            ["proposals", var service] => Show(await Get(http, $"{service}/proposals", ct)),
            ["proposals", var service, var id] => See(desk, id, await Get(http, $"{service}/proposals/{id}", ct)),
            ["propose", var service, var kind, var subject, var json, var reason] => Show(await Post(
                http, $"{service}/proposals", Json(new { kind, subject, payload = Parse(json), reason }), ct)),
            ["approve", var service, var id, var reason] => await Approve((http, desk), service, id, reason, ct),
            [("return" or "reject" or "withdraw") and var act, var service, var id, var reason] =>
                Show(await Post(http, $"{service}/proposals/{id}/{act}", Json(new { reason }), ct)),
            ["audit", var service] => await Audit(http, service, ct),
            _ => throw new StandException(Usage),
        };
    }

    private static async Task<int> SignIn(HttpClient http, DeskSession desk, string name, CancellationToken ct)
    {
        var (isDone, text) = await Post(http, "sign-in", Json(new { name, secret = Secret("DESK_SECRET", "secret") }), ct);
        if (!isDone) return Show((isDone, text));
        var told = Parse(text);
        (desk with { Token = told.GetProperty("token").GetString(), Seen = new Dictionary<string, string>() }).Save();
        Console.WriteLine($"{name} is signed in at {desk.Gateway} until {told.GetProperty("expires_at").GetString()}."
            + (told.GetProperty("first_secret").GetBoolean() ? " This is a first secret: ./run desk secret" : ""));
        return 0;
    }

    private static int SignOut(DeskSession desk, (bool, string) answer)
    {
        (desk with { Token = null }).Save();
        return Show(answer);
    }

    private static int See(DeskSession desk, string id, (bool IsDone, string Text) answer)
    {
        if (answer.IsDone)
            (desk with
            {
                Seen = new Dictionary<string, string>(desk.Seen)
                {
                    [id] = Parse(answer.Text).GetProperty("payload_hash").GetString()!,
                },
            }).Save();
        return Show(answer);
    }

    /// <summary>What was shown is what is approved: should it have changed since, the service refuses it.</summary>
    private static async Task<int> Approve(
        (HttpClient Http, DeskSession Session) desk, string service, string id, string reason, CancellationToken ct)
    {
        if (!desk.Session.Seen.TryGetValue(id, out var hash))
            throw new StandException($"Read it first: ./run desk proposals {service} {id}");
        return Show(await Post(desk.Http, $"{service}/proposals/{id}/approve", Json(new { reason, payload_hash = hash }), ct));
    }

    /// <summary>Reads the whole log and follows its chain here, not there.</summary>
    private static async Task<int> Audit(HttpClient http, string service, CancellationToken ct)
    {
        var chain = new AuditChain();
        while (true)
        {
            var answer = await Get(http, $"{service}/audit?after={chain.Seq}", ct);
            if (!answer.IsDone) return Show(answer);
            var page = JsonSerializer.Deserialize<List<AuditView>>(answer.Text, OperatorBody.Json)!;
            foreach (var e in page)
            {
                if (chain.Follow(e.ToEntry()) is { } broken)
                {
                    Console.Error.WriteLine($"The chain is broken at {broken.Seq}: {broken.What}.");
                    return 1;
                }
                Console.WriteLine($"{e.Seq,6}  {e.At:yyyy-MM-dd HH:mm:ss}  {e.PersonName,-12} {e.Action,-24} {e.Subject}  {e.Reason}");
            }
            if (page.Count > 0) continue;
            Console.WriteLine($"The chain holds: {chain.Seq} entries, the last hash is {Convert.ToHexStringLower(chain.Hash.Span)}.");
            return 0;
        }
    }

    private static async Task<(bool IsDone, string Text)> Get(HttpClient http, string path, CancellationToken ct)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), ct);
        return (answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(ct));
    }

    private static async Task<(bool IsDone, string Text)> Post(HttpClient http, string path, string json, CancellationToken ct)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content, ct);
        return (answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(ct));
    }

    private static int Show((bool IsDone, string Text) answer)
    {
        var text = answer.Text.Length == 0 ? "done" : JsonSerializer.Serialize(Parse(answer.Text), Indented);
        (answer.IsDone ? Console.Out : Console.Error).WriteLine(text);
        return answer.IsDone ? 0 : 1;
    }

    private static string Secret(string variable, string what)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given) return given;
        if (Console.IsInputRedirected) return Console.ReadLine() ?? throw new StandException($"The {what} is missing.");
        Console.Error.Write($"{what}: ");
        var typed = new StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key != ConsoleKey.Backspace) typed.Append(key.KeyChar);
            else if (typed.Length > 0) typed.Length--;
        }
        Console.Error.WriteLine();
        return typed.ToString();
    }

    private static string Json(object body) => JsonSerializer.Serialize(body);

    private static JsonElement Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(json);
        }
        catch (JsonException)
        {
            throw new StandException($"This is no JSON: {json}");
        }
    }
}
