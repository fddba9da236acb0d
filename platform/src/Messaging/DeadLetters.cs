using System.Text;
using Microsoft.Extensions.Logging;
using Npgsql;
using Platform.Operators;

namespace Platform.Messaging;

/// <summary>
/// What people do with the letters on this service's desk: look at them, send them again to the queue they came from, or discard them. The
/// receiver knows the business key: what was done meanwhile is not done twice.
/// </summary>
internal sealed class DeadLetters(NpgsqlDataSource database, OutboxPublisher publisher, AuditLog audit, ILogger<DeadLetters> log)
{
    /// <summary>The source of messages that no queue was bound for.</summary>
    private const string Outbox = "outbox";

    private const string Urn = "urn:message:";
    private const int AtOnce = 500;
    private const int ShownOfABody = 400;

    /// <summary>Letters about which nobody has decided yet, the oldest first; all when <paramref name="source"/> is null.</summary>
    public async Task<List<DeadLetterView>> Open(string? source, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return [.. (await Read(connection, new(null, source), "", ct)).Select(l => new DeadLetterView(
            l.Id, l.ArrivedAt, l.Source, l.MessageId, l.Reason, Text(l.Body)))];
    }

    /// <summary>
    /// Sends one letter, or the oldest of a source, again under new ids. A letter that nobody can read stays, and holds up none behind it:
    /// pages are read until 500 were sent.
    /// </summary>
    public async Task<Redriven> Redrive(Guid? id, string? source, Decision decision, CancellationToken ct)
    {
        var (sent, unreadable) = (0, new List<Guid>());
        for (Page? page = new(id, source); page is not null && sent < AtOnce;)
        {
            (var done, page) = await Redrive(page, decision, ct);
            sent += done.Sent;
            unreadable.AddRange(done.Unreadable);
        }
        return new(sent, unreadable);
    }

    /// <summary>Closes a letter that is not to be handled any more; it stays in the table. False when there is no such open one.</summary>
    public async Task<bool> Discard(Guid id, Decision decision, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await Read(connection, new(id, null), "FOR UPDATE", ct) is not [var letter]) return false;
        await Close(connection, [letter], "discarded", decision, ct);
        var what = new AuditedAction("dead-letter.discarded", letter.Source, decision.Reason, new { letters = new[] { letter.Id } });
        await audit.Append(transaction, decision.By, what, ct);
        await transaction.CommitAsync(ct);
        DeadLettersLog.Discarded(log, decision.By.Name, letter.Id, letter.Source, decision.Reason);
        return true;
    }

    /// <summary>A page is one transaction with the note of who did it and why.</summary>
    private async Task<(Redriven Done, Page? Next)> Redrive(Page page, Decision decision, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var letters = await Read(connection, page, "FOR UPDATE SKIP LOCKED", ct);
        var outgoing = new OutgoingMessages();
        var isSent = letters.ToLookup(l => Resend(l, outgoing));
        var sent = isSent[true].ToList();
        await Close(connection, sent, "redriven", decision, ct);
        await OutboxStore.Insert(connection, transaction, outgoing, publisher.Owner, ct);
        foreach (var queue in sent.GroupBy(l => l.Source, l => l.Id))
            await audit.Append(transaction, decision.By, new("dead-letter.redriven", queue.Key, decision.Reason, new { letters = queue }), ct);
        await transaction.CommitAsync(ct);
        publisher.Post(outgoing.Rows);
        foreach (var letter in sent) DeadLettersLog.Redriven(log, decision.By.Name, letter.Id, letter.Source, decision.Reason);
        return (new(sent.Count, [.. isSent[false].Select(l => l.Id)]), letters.Count < AtOnce ? null : page with { After = letters[^1] });
    }

    private static bool Resend(Letter letter, OutgoingMessages outgoing)
    {
        if (letter.Source == Outbox)
        {
            outgoing.Again(letter.Exchange!, letter.MessageType!, letter.Body);
            return true;
        }
        if (Envelope.Read(letter.Body) is not { } envelope) return false;
        var queue = letter.Source[..letter.Source.LastIndexOf('_')];          // _error, _skipped
        outgoing.Again(queue, envelope.MessageType[0][Urn.Length..], Encoding.UTF8.GetBytes(envelope.Message.GetRawText()));
        return true;
    }

    private static async Task<List<Letter>> Read(NpgsqlConnection connection, Page page, string locking, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"""
            SELECT id, arrived_at, source, message_id, message_type, exchange, reason, body FROM dead_letters
            WHERE closed_at IS NULL AND id = coalesce($1::uuid, id) AND source = coalesce($2::text, source)
                AND (arrived_at, id) > (coalesce($3::timestamptz, '-infinity'), coalesce($4::uuid, '00000000-0000-0000-0000-000000000000'))
            ORDER BY arrived_at, id LIMIT {AtOnce} {locking}
            """, connection);
        foreach (var value in new object?[] { page.Id, page.Source, page.After?.ArrivedAt.UtcDateTime, page.After?.Id })
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        var letters = new List<Letter>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            letters.Add(new(
                row.GetGuid(0), new DateTimeOffset(row.GetDateTime(1)), row.GetString(2), row.IsDBNull(3) ? null : row.GetGuid(3),
                row.IsDBNull(4) ? null : row.GetString(4), row.IsDBNull(5) ? null : row.GetString(5), row.GetString(6),
                row.GetFieldValue<byte[]>(7)));
        return letters;
    }

    private static async Task Close(
        NpgsqlConnection connection, List<Letter> letters, string closedAs, Decision decision, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            UPDATE dead_letters SET closed_at = now(), closed_as = $4, closed_by = $2, closed_because = $3 WHERE id = ANY ($1)
            """, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = letters.ConvertAll(l => l.Id) });
        command.Parameters.Add(new NpgsqlParameter { Value = decision.By.Name });
        command.Parameters.Add(new NpgsqlParameter { Value = decision.Reason });
        command.Parameters.Add(new NpgsqlParameter { Value = closedAs });
        await command.ExecuteNonQueryAsync(ct);
    }

    private static string Text(byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        return text.Length > ShownOfABody ? text[..ShownOfABody] : text;
    }

    /// <summary>One letter, or those of a source, or all; behind one, or from the oldest.</summary>
    private sealed record Page(Guid? Id, string? Source, Letter? After = null);

    private sealed record Letter(
        Guid Id, DateTimeOffset ArrivedAt, string Source, Guid? MessageId, string? MessageType, string? Exchange, string Reason, byte[] Body);

    /// <summary>What a queue carries around a message.</summary>
    private sealed record Envelope(string[] MessageType, JsonElement Message)
    {
        public static Envelope? Read(byte[] body)
        {
            try
            {
                return JsonSerializer.Deserialize<Envelope>(body, Wire.Options) is { MessageType: [{ } type, ..] } envelope
                    && type.StartsWith(Urn, StringComparison.Ordinal) ? envelope : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}

/// <summary>A letter as people see it.</summary>
/// <param name="Source">The queue, or <c>outbox</c>.</param>
/// <param name="Body">Its beginning, as text.</param>
internal sealed record DeadLetterView(Guid Id, DateTimeOffset ArrivedAt, string Source, Guid? MessageId, string Reason, string Body);

/// <summary>Who decided about letters, and why.</summary>
internal sealed record Decision(Actor By, string Reason);

/// <summary>How many letters were sent again, and which ones on the way nobody can read.</summary>
internal sealed record Redriven(int Sent, IReadOnlyList<Guid> Unreadable);

internal static partial class DeadLettersLog
{
    [LoggerMessage(140, LogLevel.Warning, "{Person} sends dead letter {Letter} of {Source} again: {Reason}")]
    public static partial void Redriven(ILogger log, string person, Guid letter, string source, string reason);

    [LoggerMessage(141, LogLevel.Warning, "{Person} discards dead letter {Letter} of {Source}: {Reason}")]
    public static partial void Discarded(ILogger log, string person, Guid letter, string source, string reason);
}
