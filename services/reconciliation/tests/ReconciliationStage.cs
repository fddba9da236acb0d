using System.Net.Http.Json;
using Channels;
using Contracts;
using Contracts.Reconciliation;
using Contracts.Restores;
using Contracts.Rulebooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Platform.Hosting;
using Platform.Http;
using Platform.Operators;
using Platform.Testing;
using Reconciliation.Tests.Bills;

namespace Reconciliation.Tests;

/// <summary>
/// The whole service on a real broker and database, with files that are texts and a clock that the test moves.
/// </summary>
public sealed class ReconciliationStage : IAsyncDisposable
{
    public const string Merchant = "1900099901";

    public static readonly Operator Anna = new(Guid.CreateVersion7(), "anna", ["desk"]);

    /// <summary>
    /// The day on which a test begins: ahead of the real clock, because the business clock only ever runs ahead.
    /// </summary>
    public static readonly DateOnly Today =
        DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(30);

    private readonly string clockFile;

    private ReconciliationStage(ServiceHarness<ReconciliationDb> harness, TextBills bills, string clockFile) =>
        (Harness, Bills, this.clockFile) = (harness, bills, clockFile);

    public ServiceHarness<ReconciliationDb> Harness { get; }

    public TextBills Bills { get; }

    /// <summary>Starts today at noon in Beijing. The clock runs, and jumps by its file as in test and demo.</summary>
    public static async Task<ReconciliationStage> StartAsync(Dictionary<string, string?>? further = null)
    {
        var (bills, clockFile) = (new TextBills(), Path.GetTempFileName());
        SetClock(clockFile, Noon(Today));
        var harness = await ServiceHarness<ReconciliationDb>.StartAsync(
            "reconciliation",
            (builder, p) =>
            {
                builder.AddOptions<ReconciliationOptions>("Reconciliation");
                p.AddReconciliation();
                p.Services.AddSingleton<IBillSource>(bills);
            },
            hear: [typeof(LegsConfirmed), typeof(BillFact), typeof(RestoreAnswered), typeof(RulebookConfirmed)],
            settings: new Dictionary<string, string?>(further ?? [])
            {
                ["Clock:OffsetFile"] = clockFile,
                ["Reconciliation:FactPause"] = "00:00:00.300",
                ["Reconciliation:FactPauseMax"] = "00:00:01",
                ["Reconciliation:Rulebooks:wechat"] = Rulebooks.PathWith(lastPossibleDays: 3),
            },
            setup: new()
            {
                Map = app => app.MapReconciliation(),
                Arguments = ["--environment", "Test"],         // production refuses to move its clock
            });
        return new(harness, bills, clockFile);
    }

    public static DateTimeOffset Noon(DateOnly day) => new(day, new TimeOnly(12, 0), TimeSpan.FromHours(8));

    public void PassTo(DateTimeOffset time) => SetClock(clockFile, time);

    public Task Sent(string no, long fen, string state = "sent", int version = 1) => Harness.Publish(new LegsChanged([
        new(NameId.Of(no), 1, version, "wechat", Merchant, no, null, "4200000000202603020000000001",
            new Money(fen, "CNY"), state, Noon(Today))]));

    public Task RunIs(DateOnly day, string state) => Eventually.True(async () =>
    {
        await using var db = Harness.Database.Open();
        return await db.Runs.AnyAsync(x => x.Day == day && x.CurrentState == state);
    }, $"the run of {day} is {state}");

    /// <summary>Open breaks as <c>kind number</c>, in order.</summary>
    public async Task<string> Breaks()
    {
        var answer = await Get("/internal/breaks?state=open");
        return string.Join("; ", answer.GetProperty("items").EnumerateArray()
            .Select(x => $"{x.GetProperty("kind").GetString()} {x.GetProperty("no").GetString()}")
            .Order(StringComparer.Ordinal));
    }

    public async Task<JsonElement> Get(string pathAndQuery)
    {
        var response = await Ask(HttpMethod.Get, pathAndQuery);
        response.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }

    public async Task<HttpResponseMessage> Ask(HttpMethod method, string pathAndQuery, bool signed = true)
    {
        using var request = new HttpRequestMessage(method, pathAndQuery);
        return await Send(request, pathAndQuery, signed);
    }

    /// <summary>The files of a day once more, as <paramref name="person"/> asks for them; null is a service.</summary>
    public async Task<HttpResponseMessage> FetchAgain(Guid run, object body, Operator? person)
    {
        var path = $"/internal/runs/{run}/fetch";
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        return await Send(request, path, signed: true, person);
    }

    private async Task<HttpResponseMessage> Send(
        HttpRequestMessage request, string target, bool signed, Operator? person = null)
    {
        using var client = new HttpClient { BaseAddress = Harness.Address };
        var auth = Harness.Services.GetRequiredService<InternalAuth>();
        if (signed)
            foreach (var (name, value) in auth.Headers("gateway", null, request.Method.Method, target, person))
                request.Headers.Add(name, value);
        return await client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        await Harness.DisposeAsync();
        File.Delete(clockFile);
    }

    private static void SetClock(string file, DateTimeOffset time) =>
        File.WriteAllText(file, ((long)(time - TimeProvider.System.GetUtcNow()).TotalSeconds).ToString());
}
