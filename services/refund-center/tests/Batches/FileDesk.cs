using System.Net.Http.Json;
using System.Text;
using Channels.Calendars;
using Contracts;
using Contracts.Executions;
using Microsoft.Extensions.DependencyInjection;
using Platform.Http;
using Platform.Operators;
using Platform.Testing;
using RefundCenter.Batches;

namespace RefundCenter.Tests.Batches;

/// <summary>The service, a bank that takes files, and a person at the desk.</summary>
internal sealed class FileDesk : IAsyncDisposable
{
    public const string Channel = "bank-portal";

    /// <summary>Of downloads and results, which have no body for it.</summary>
    public const string Reason = "reason=the+file+of+the+day";

    private static readonly TimeSpan China = TimeSpan.FromHours(8);
    public static readonly Operator Wang = new(Guid.CreateVersion7(), "wang", ["desk"]);
    public static readonly Operator Li = new(Guid.CreateVersion7(), "li", ["desk"]);
    private readonly HttpClient http;
    private int payments;

    private FileDesk(RunningService service)
    {
        Service = service;
        http = new HttpClient { BaseAddress = service.Bus.Address };
    }

    public RunningService Service { get; }

    public static async Task<FileDesk> Open(RunningService? second = null, Dictionary<string, string?>? settings = null) =>
        new(await RunningService.StartAsync(second, settings: settings));

    /// <summary>A refund of a payment of its own at the bank.</summary>
    public ExecuteRefund Order(long minor = 880, string merchant = "104310000001", string? reason = "no longer wanted")
    {
        var order = RunningService.Order(merchant: merchant);
        return order with
        {
            Payment = order.Payment with
            {
                Channel = Channel, Instrument = "card", ChannelPaymentNo = $"70020261120{++payments:D6}",
                Paid = new Money(10_000_000, "CNY"),
            },
            Amount = new Money(minor, "CNY"), Reason = reason,
        };
    }

    /// <summary>Orders refunds and waits until their legs wait for the cut-off.</summary>
    public async Task<ExecuteRefund[]> Ready(params ExecuteRefund[] orders)
    {
        foreach (var order in orders)
        {
            await Service.Publish(order);
            await Eventually.True(async () => await Service.Leg(order.RefundId) is { AwaitsBatch: true }, "it waits");
        }
        return orders;
    }

    /// <summary>The next cut-off passes: 15:00 in China on a working day.</summary>
    public async Task PassCutOff()
    {
        var local = Service.Now.ToOffset(China);
        var next = new DateTimeOffset(local.Date.AddHours(15), China);
        while (next <= Service.Now || !WorkingCalendar.China.IsWorkingDay(DateOnly.FromDateTime(next.DateTime)))
            next = next.AddDays(1);
        await Service.Advance(next - Service.Now + TimeSpan.FromSeconds(2));
    }

    /// <summary>The one batch of these refunds.</summary>
    public async Task<Batch> BatchOf(params ExecuteRefund[] orders)
    {
        await PassCutOff();
        return await TheBatch(orders.Length);
    }

    public async Task<Batch> TheBatch(int lines)
    {
        await Eventually.True(
            () => Service.Database.Scalar<bool>($"SELECT count(*) = {lines} FROM batch_lines"), "they are in a batch", seconds: 30);
        await using var db = Service.Database.Open();
        return db.Set<Batch>().Single();
    }

    public async Task<byte[]> Fetch(Guid id, string what = "workbook")
    {
        using var answer = await Call(HttpMethod.Get, $"/internal/batches/{id}/{what}?{Reason}");
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsByteArrayAsync();
    }

    public Task<HttpResponseMessage> HandOver(Guid id, string reason = "uploaded at the bank's site") =>
        Call(HttpMethod.Post, $"/internal/batches/{id}/handed-over", JsonContent.Create(new { reason }));

    public Task<HttpResponseMessage> Bring(Guid id, byte[] file, bool preview = false) => Call(
        HttpMethod.Post, $"/internal/batches/{id}/result?{(preview ? "preview=true" : Reason)}", new ByteArrayContent(file));

    /// <summary>Two persons agree that the bank has refused these lines.</summary>
    public async Task ConfirmRefusals(Guid batch, Dictionary<int, string> lines)
    {
        using var answer = await Approve(await ProposeRefusals(batch, lines), Li);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public Task<JsonElement> ProposeRefusals(Guid batch, Dictionary<int, string> lines) =>
        Propose("batch.confirm_refusals", batch, new { lines });

    public async Task<JsonElement> Propose(string kind, Guid batch, object payload) =>
        await Json(await Call(HttpMethod.Post, "/internal/proposals", JsonContent.Create(new
        {
            kind, subject = batch.ToString("D"), reason = "read on the bank's site", payload,
        })));

    public Task<HttpResponseMessage> Approve(JsonElement proposal, Operator by) => Call(
        HttpMethod.Post, $"/internal/proposals/{proposal.GetProperty("id").GetGuid()}/approve",
        JsonContent.Create(new
        {
            reason = "looked it up myself", payload_hash = proposal.GetProperty("payload_hash").GetString(),
        }),
        by);

    public async Task<HttpResponseMessage> Call(
        HttpMethod method, string target, HttpContent? body = null, Operator? person = null)
    {
        using var request = new HttpRequestMessage(method, target) { Content = body };
        var auth = Service.Bus.Services.GetRequiredService<InternalAuth>();
        foreach (var (name, value) in auth.Headers("gateway", null, method.Method, target, person ?? Wang)) request.Headers.Add(name, value);
        return await http.SendAsync(request);
    }

    public static async Task<JsonElement> Json(HttpResponseMessage answer)
    {
        using (answer)
            return JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>All that a result could change, as text.</summary>
    public Task<string> Everything() => Service.Database.Scalar<string>("""
        SELECT coalesce(string_agg(line, E'\n' ORDER BY line), '') FROM (
            SELECT concat_ws('|', id, status, waiting_for, code, version, unanswered_sends, by_channel_minor, died_at,
                handed_over_at, updated_at) AS line FROM legs
            UNION ALL SELECT concat_ws('|', leg_id, no, answered_at, answer, lapsed_at) FROM sends
            UNION ALL SELECT concat_ws('|', id, state, downloaded_at, handed_over_at, answer_due_at, answered_at) FROM batches
            UNION ALL SELECT concat_ws('|', l.*) FROM (SELECT batch_id, line_no, leg_id, status, answer FROM batch_lines) l
            UNION ALL SELECT sha256 FROM batch_results UNION ALL SELECT sha256 FROM proofs
            UNION ALL SELECT concat_ws('|', refund_id, ordinal, kind) FROM certificates
            UNION ALL SELECT concat_ws('|', refund_id, kind) FROM cases) everything
        """);

    public static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Service.DisposeAsync();
    }
}
