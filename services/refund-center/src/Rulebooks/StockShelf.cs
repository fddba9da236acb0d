using System.Collections.Concurrent;
using Channels;
using Npgsql;
using Platform.Hosting;
using Platform.Persistence;

namespace RefundCenter.Rulebooks;

/// <summary>
/// Brings database and memory together: at start, before anything is taken or sent, the shipped versions that are new go
/// into the table and all stored ones onto the shelf; later, what another replica stored.
/// </summary>
internal sealed partial class StockShelf(
    NpgsqlDataSource database, IReadOnlyList<RulebookDocument> shipped, RulebookShelf shelf, TimeProvider clock,
    ILogger<StockShelf> log) : IHostedService, IDueWork
{
    private readonly ConcurrentDictionary<string, bool> known = [];

    public TimeSpan Interval => TimeSpan.FromSeconds(1);

    public Task StartAsync(CancellationToken cancellationToken) => Patiently.Do(Stock, log, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<bool> RunAsync(CancellationToken ct)
    {
        foreach (var text in await RulebookStore.Read(database, known.Keys, ct))
        {
            // One of a later release, or of one too old: a leg under it lives by the version in force.
            if (RulebookDocument.TryRead(text, out var document, out var mistakes)) shelf.Put([document.Book]);
            else Unreadable(log, string.Join("; ", mistakes));
            known[RulebookDocument.HashOf(text)] = true;
        }
        return false;
    }

    private async Task Stock(CancellationToken ct)
    {
        foreach (var document in shipped)
        {
            await using var connection = await database.OpenConnectionAsync(ct);
            await using var add = RulebookStore.Adding(document, RulebookDecision.Shipped, clock.GetUtcNow());
            add.Connection = connection;
            await add.ExecuteNonQueryAsync(ct);
            await using var look = new NpgsqlCommand(
                "SELECT document FROM rulebooks WHERE channel = $1 AND version = $2", connection);
            look.Parameters.Add(new NpgsqlParameter { Value = document.Channel });
            look.Parameters.Add(new NpgsqlParameter { Value = document.Version });
            if (await look.ExecuteScalarAsync(ct) is string stored && !document.SaysTheSameAs(stored))
                throw new InvalidDataException(
                    $"The rulebook of {document.Channel} says version {document.Version}, which is stored with other " +
                    "content: a changed rulebook needs a new version.");
        }
        await RunAsync(ct);
    }

    [LoggerMessage(330, LogLevel.Warning, "A stored rulebook is of another release: {Mistakes}")]
    private static partial void Unreadable(ILogger log, string mistakes);
}
