using System.Net.Http.Json;

namespace Gateway.Tests.Persons;

/// <summary>A gateway whose persons are anna and bob, who look after persons.</summary>
public sealed class PersonsGateway : IAsyncLifetime
{
    public const string Why = "joins the desk on Monday";

    private static int names;

    public GatewayFixture Gateway { get; private set; } = null!;

    /// <summary>Tokens of theirs.</summary>
    public string Anna { get; private set; } = "";

    public string Bob { get; private set; } = "";

    /// <summary>What the person has chosen.</summary>
    public static string SecretOf(string name) => $"a good secret, {name.Length} times";

    public static string NewName() => $"p{Interlocked.Increment(ref names)}";

    public async Task InitializeAsync()
    {
        var upstream = await Upstream.StartAsync();
        Gateway = await GatewayFixture.With(GatewayFixture.Settings(upstream), upstream);
        foreach (var name in new[] { "anna", "bob" })
            Assert.Equal("201", (await AskForKeeper(name)).Code);
        (Anna, Bob) = (await SignIn("anna"), await SignIn("bob"));
    }

    public Task DisposeAsync() => Gateway.DisposeAsync();

    public Task<Told> AskForKeeper(string name, string key = GatewayFixture.AdminKey, string? secret = null) =>
        Post(key, "/admin/persons", new { name, secret = secret ?? SecretOf(name), roles = Desk });

    public static string[] Desk { get; } = ["desk"];

    public Task<Told> Try(string name, string secret) =>
        Send(HttpMethod.Post, "/operators/sign-in", null, new { name, secret });

    public async Task<string> SignIn(string name, string? secret = null)
    {
        var told = await Try(name, secret ?? SecretOf(name));
        Assert.True(told.Code == "200", told.Text);
        return told.Json.GetProperty("token").GetString()!;
    }

    public Task<Told> Get(string? token, string path) => Send(HttpMethod.Get, path, token, null);

    public Task<Told> Post(string? token, string path, object body) => Send(HttpMethod.Post, path, token, body);

    public Task<Told> Propose(string token, string kind, string subject, object payload) =>
        Post(token, "/operators/gateway/proposals", new { kind, subject, payload, reason = Why });

    public async Task<Told> Approve(string token, Guid id)
    {
        var path = $"/operators/gateway/proposals/{id}";
        var hash = (await Get(token, path)).Json.GetProperty("payload_hash").GetString();
        return await Post(token, $"{path}/approve", new { reason = Why, payload_hash = hash });
    }

    /// <summary>Proposed by anna and approved by bob.</summary>
    public async Task<Told> Both(string kind, string subject, object payload)
    {
        var made = await Propose(Anna, kind, subject, payload);
        Assert.True(made.Code == "201", made.Text);
        return await Approve(Bob, made.Json.GetProperty("id").GetGuid());
    }

    /// <summary>A person with a secret of the own, by name and id.</summary>
    public async Task<(string Name, Guid Id, string Token)> Person(params string[] roles)
    {
        var name = NewName();
        var (id, first) = await FirstSecret(name, await Both("person.create", name, new { roles }));
        var token = await SignIn(name, first);
        Assert.Equal("204", await Change(token, first, SecretOf(name)));
        return (name, id, token);
    }

    /// <summary>Its two parts, as the person is told them by anna and bob.</summary>
    public async Task<(Guid Id, string Secret)> FirstSecret(string name, Told approved)
    {
        Assert.True(approved.Code == "200", $"{name}: {approved.Text}");
        var id = approved.Json.GetProperty("result").GetProperty("person").GetGuid();
        var checkers = approved.Json.GetProperty("told_once").GetProperty("secret_part").GetString();
        return (id, $"{(await Part(Anna, id)).Json.GetProperty("secret_part").GetString()}-{checkers}");
    }

    /// <summary>The maker's part of a first secret.</summary>
    public Task<Told> Part(string token, Guid id) => Post(token, $"/operators/persons/{id}/first-secret", new { });

    public async Task<string> Change(string token, string from, string to) =>
        (await Post(token, "/operators/secret", new { secret = from, new_secret = to })).Code;

    public async Task<Told> Send(
        HttpMethod method, string path, string? token, object? body, Dictionary<string, string>? headers = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Gateway.Harness.Address, path));
        if (body is not null) request.Content = JsonContent.Create(body);
        if (token is not null) request.Headers.Authorization = new("Bearer", token);
        foreach (var (name, value) in headers ?? []) request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await Gateway.Http.SendAsync(request);
        return new((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}

/// <summary>An answer.</summary>
public sealed record Told(int Status, string Text)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>The status, with the code of a refusal.</summary>
    public string Code => Status < 400 ? $"{Status}" : $"{Status} {Json.GetProperty("code").GetString()}";
}

[CollectionDefinition(nameof(WithPersons))]
public sealed class WithPersons : ICollectionFixture<PersonsGateway>;
