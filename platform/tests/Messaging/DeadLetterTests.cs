using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Http;
using Platform.Messaging;
using Platform.Operators;
using Platform.Testing;
using Platform.Tests.Sample;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Platform.Tests.Messaging;

public sealed class The_dead_letter_desk : SampleSpec
{
    private const string Queue = "sample-counters_error";

    [Fact]
    public async Task Shows_open_letters_to_who_can_prove_who_he_is()
    {
        await Sample.Publish(new Add(NewId(), -1));
        await Eventually.True(async () => await Count("dead_letters") == 1, "on the desk");

        var letters = await (await Ask(HttpMethod.Get)).Content.ReadFromJsonAsync<JsonElement>();

        var letter = Assert.Single(letters.EnumerateArray());
        Assert.Equal((Queue, "negative"), (letter.GetProperty("source").GetString(), letter.GetProperty("reason").GetString()));
        Assert.True(letter.TryGetProperty("arrived_at", out _));
        Assert.Contains("counterId", letter.GetProperty("body").GetString()!);
        var unknown = (HttpStatusCode.Unauthorized, "internal_signature_invalid");
        Assert.Equal(unknown, await Refused(HttpMethod.Get, person: null));
        Assert.Equal(unknown, await Refused(HttpMethod.Post, "/redrive", "?source=x&reason=y", person: null));
    }

    [Fact]
    public async Task Sends_a_letter_again_once_and_notes_who_and_why()
    {
        var counter = NewId();
        var letter = await Letter(Queue, new Add(counter, 5));

        Assert.Equal("""{"sent":1,"unreadable":[]}""", await Text(HttpMethod.Post, $"/{letter}/redrive", "?reason=receiver+upgraded"));
        Assert.Equal(
            (HttpStatusCode.NotFound, "dead_letter_not_found"),
            await Refused(HttpMethod.Post, $"/{letter}/redrive", "?reason=again"));

        await Sample.Published<Added>(m => m == new Added(counter, 5));
        Assert.Equal(1, await Count("dead_letters WHERE (closed_as, closed_by, closed_because) = ('redriven', 'anna', 'receiver upgraded')"));
        Assert.Equal(1, await Count(
            $"audit_log WHERE (person_name, action, subject, reason) = ('anna', 'dead-letter.redriven', '{Queue}', 'receiver upgraded')"));
        Assert.Equal("[]", await Text(HttpMethod.Get));
    }

    [Fact]
    public async Task Discards_a_letter_once_and_notes_who_and_why()
    {
        var letter = await Letter(Queue, new Add(NewId(), 5));
        var other = await Letter(Queue, new Add(NewId(), 5));

        Assert.Equal(HttpStatusCode.NoContent, (await Ask(HttpMethod.Post, $"/{letter}/discard", "?reason=a+stranger%27s")).StatusCode);
        foreach (var again in (string[])["discard", "redrive"])
            Assert.Equal(
                (HttpStatusCode.NotFound, "dead_letter_not_found"),
                await Refused(HttpMethod.Post, $"/{letter}/{again}", "?reason=once+more"));

        Assert.Equal(1, await Count(
            $"dead_letters WHERE (id, closed_as, closed_by, closed_because) = ('{letter}', 'discarded', 'anna', 'a stranger''s')"));
        Assert.Equal(1, await Count($"""
            audit_log WHERE (person_name, action, subject, reason) = ('anna', 'dead-letter.discarded', '{Queue}', 'a stranger''s')
                AND detail -> 'letters' ->> 0 = '{letter}'
            """));
        Assert.Equal(1, await Count($"dead_letters WHERE closed_at IS NULL AND id = '{other}'"));
    }

    [Theory]
    [InlineData(null, "operator_required")]                       // a service, or who holds its key
    [InlineData("finance", "role_missing")]
    public async Task Is_decided_about_by_persons_of_the_desk_alone(string? role, string code)
    {
        var letter = await Letter(Queue, new Add(NewId(), 1));
        foreach (var act in (string[])[$"/redrive?source={Queue}&", $"/{letter}/redrive?", $"/{letter}/discard?"])
            Assert.Equal((HttpStatusCode.Forbidden, code), await Refused(HttpMethod.Post, act, "reason=upgraded", role: role));

        Assert.Equal(1, await Count("dead_letters WHERE closed_at IS NULL"));
        Assert.Equal(0, await Count("audit_log"));
        Assert.Equal(HttpStatusCode.OK, (await Ask(HttpMethod.Get, role: role)).StatusCode);
    }

    [Fact]
    public async Task Sends_all_of_a_queue_again_but_what_nobody_can_read()
    {
        var counter = NewId();
        for (var i = 0; i < 3; i++) await Letter(Queue, new Add(counter, 1));
        var noJson = await Letter(Queue, "no json");
        var noType = await Letter(Queue, """{"messageType":[],"message":{}}""");
        await Letter("sample-errands_error", new Add(counter, 100));

        Assert.Equal(
            $$"""{"sent":3,"unreadable":["{{noJson}}","{{noType}}"]}""",
            await Text(HttpMethod.Post, "/redrive", $"?source={Queue}&reason=upgraded"));

        await Sample.Published<Added>(m => m == new Added(counter, 3));
        Assert.Equal(3, await Count("dead_letters WHERE closed_at IS NULL"));
    }

    /// <summary>They came at one time: only their ids tell them apart.</summary>
    [Fact]
    public async Task Finds_what_stands_behind_more_than_a_page_that_nobody_can_read()
    {
        await Sample.Database.Execute($"""
            INSERT INTO dead_letters (id, source, body, reason)
            SELECT uuid_v7(), '{Queue}', convert_to('no json', 'UTF8'), 'a test' FROM generate_series(1, 1001)
            """);
        var counter = NewId();
        await Letter(Queue, new Add(counter, 5));

        var done = JsonDocument.Parse(await Text(HttpMethod.Post, "/redrive", $"?source={Queue}&reason=upgraded")).RootElement;

        Assert.Equal((1, 1001), (
            done.GetProperty("sent").GetInt32(), done.GetProperty("unreadable").EnumerateArray().DistinctBy(x => x.GetGuid()).Count()));
        await Sample.Published<Added>(m => m == new Added(counter, 5));
    }

    [Fact]
    public async Task Sends_what_no_queue_was_bound_for_as_it_was()
    {
        var counter = NewId();
        var body = Encoding(Wire.Serialize(new Add(counter, 7)));
        var letter = await Letter("outbox", body);

        await Text(HttpMethod.Post, $"/{letter}/redrive", "?reason=bound+now");

        await Sample.Published<Added>(m => m == new Added(counter, 7));
    }

    [Theory]
    [InlineData("/redrive", "?source=sample-counters_error")]
    [InlineData("/redrive", "?source=sample-counters_error&reason=+")]
    [InlineData("/redrive", "?reason=upgraded")]
    public async Task Sends_nothing_without_a_queue_and_a_reason(string path, string query)
    {
        await Letter(Queue, new Add(NewId(), 1));
        Assert.Equal((HttpStatusCode.BadRequest, "parameter_missing"), await Refused(HttpMethod.Post, path, query));
        Assert.Equal(1, await Count("dead_letters WHERE closed_at IS NULL"));
    }

    [Theory]
    [InlineData("redrive", "", 400, "parameter_missing")]
    [InlineData("redrive", "?reason=why", 422, "reason_invalid")]
    [InlineData("discard", "", 400, "parameter_missing")]
    [InlineData("discard", "?reason=why", 422, "reason_invalid")]
    public async Task Does_nothing_to_a_letter_without_a_reason_that_is_one(string act, string query, int status, string code)
    {
        var letter = await Letter(Queue, new Add(NewId(), 1));
        Assert.Equal(((HttpStatusCode)status, code), await Refused(HttpMethod.Post, $"/{letter}/{act}", query));
        Assert.Equal(1, await Count("dead_letters WHERE closed_at IS NULL"));
    }

    [Fact]
    public async Task Gets_what_came_back_to_its_queue_too_often()
    {
        await Sample.App.StopAsync();
        await Sample.Publish(new Add(NewId(), 1));
        await GiveBack("sample-counters");

        await using var next = await Start(beside: Sample);
        await Eventually.True(
            async () => await Count($"dead_letters WHERE (source, reason) = ('{Queue}', 'delivery_limit')") == 1, "on the desk");
        Assert.Equal(0, await Count("counters"));
    }

    /// <summary>As often as the queue delivers it.</summary>
    private async Task GiveBack(string queue)
    {
        await using var connection = await new ConnectionFactory { Uri = Sample.Broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var (consumer, times) = (new AsyncEventingBasicConsumer(channel), 0);
        consumer.ReceivedAsync += async (_, e) =>
        {
            times++;
            await channel.BasicNackAsync(e.DeliveryTag, multiple: false, requeue: true);
        };
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer);
        await Eventually.True(() => times > DeliveryLimit.Times, $"{queue} gave up");
    }

    private Task<Guid> Letter(string source, Add message)
    {
        var outgoing = new OutgoingMessages();
        outgoing.Publish(message);
        var envelope = Wire.Envelope(outgoing.Rows[0], NewId(), TimeProvider.System.GetUtcNow());
        return Letter(source, Encoding(envelope));
    }

    private async Task<Guid> Letter(string source, string body)
    {
        var id = NewId();
        await Sample.Database.Execute($"""
            INSERT INTO dead_letters (id, source, message_type, exchange, body, reason) VALUES (
                '{id}', '{source}', '{Wire.ExchangeOf(typeof(Add))}', '{Wire.ExchangeOf(typeof(Add))}', convert_to('{body}', 'UTF8'), 'a test')
            """);
        return id;
    }

    private async Task<string> Text(HttpMethod method, string path = "", string query = "")
    {
        var answer = await Ask(method, path, query);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private async Task<(HttpStatusCode Status, string? Code)> Refused(
        HttpMethod method, string path = "", string query = "", string? person = "anna", string? role = "desk")
    {
        var answer = await Ask(method, path, query, person, role);
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    /// <summary>Signed by gateway for a person with this role, by a service when there is none, by nobody without a name.</summary>
    private async Task<HttpResponseMessage> Ask(
        HttpMethod method, string path = "", string query = "", string? person = "anna", string? role = "desk")
    {
        var signedIn = person is null || role is null ? null : new Operator(NewId(), person, [role]);
        var address = new Uri(Sample.Address, "/internal/dead-letters" + path + query);
        using var request = new HttpRequestMessage(method, address);
        if (person is not null)
            foreach (var (name, value) in Sample.Services.GetRequiredService<InternalAuth>()
                .Headers("gateway", null, method.Method, address.PathAndQuery, signedIn))
                request.Headers.TryAddWithoutValidation(name, value);
        using var http = new HttpClient();
        return await http.SendAsync(request);
    }

    private static string Encoding(byte[] text) => System.Text.Encoding.UTF8.GetString(text);
}
