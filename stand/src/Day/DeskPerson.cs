using System.Net.Http.Headers;
using System.Text;

namespace Stand.Day;

/// <summary>A person of the desk, signed in at the gateway and at work in refund-center through it (docs/operations/operator-desk.md).</summary>
public sealed class DeskPerson : IDisposable
{
    private static readonly string[] Roles = ["desk"];

    private readonly HttpClient http;
    private readonly string name;
    private readonly string secret;

    private DeskPerson(Uri gateway, string name)
    {
        (this.name, secret) = (name, $"a demo's secret for {7 * name.Length}, no more");
        http = new HttpClient { BaseAddress = new Uri(gateway, "/operators/") };
    }

    /// <summary>One of the first two, whom the admin key makes.</summary>
    public static async Task<DeskPerson> Open(Uri gateway, string adminKey, string name)
    {
        var person = new DeskPerson(gateway, name);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway, "/admin/persons"));
        request.Headers.Authorization = new("Bearer", adminKey);
        request.Content = Json(new { name, secret = person.secret, roles = Roles });
        await person.Answered(request);
        return person;
    }

    /// <summary>A session lasts hours; every day of the desk begins with one.</summary>
    public async Task SignIn()
    {
        var told = await Post("sign-in", new { name, secret });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", told.GetProperty("token").GetString());
    }

    public async Task<JsonElement> Get(string path) => Parse((await Fetch(path)).Body);

    /// <summary>A file, with what accompanies it.</summary>
    public Task<(byte[] Body, HttpResponseHeaders Headers)> Fetch(string path) =>
        Answered(new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)));

    public Task<JsonElement> Post(string path, object body) => Post(path, Json(body));

    public async Task<JsonElement> Post(string path, HttpContent body) => Parse((await Answered(
        new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = body })).Body);

    public void Dispose() => http.Dispose();

    private async Task<(byte[] Body, HttpResponseHeaders Headers)> Answered(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await http.SendAsync(request);
            var body = await response.Content.ReadAsByteArrayAsync();
            return response.IsSuccessStatusCode
                ? (body, response.Headers)
                : throw new InvalidOperationException(
                    $"{request.Method} {request.RequestUri} of {name} was answered {(int)response.StatusCode}: {Encoding.UTF8.GetString(body)}");
        }
    }

    private static JsonElement Parse(byte[] body) =>
        body.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(body);

    private static StringContent Json(object body) => new(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
}
