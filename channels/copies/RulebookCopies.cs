using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Platform.Hosting;
using Platform.Persistence;

namespace Channels.Copies;

/// <summary>
/// Brings the copies in the table into the memory of every process: before it takes requests or messages, and whenever
/// another one has kept a new version.
/// </summary>
public sealed class RulebookCopies(
    NpgsqlDataSource database, RulebookVersions versions, WorkSignal<RulebookCopies> signal,
    ILogger<RulebookCopies> log)
    : IDueWork, IHostedService
{
    /// <summary>Hashes of what was looked at.</summary>
    private readonly ConcurrentDictionary<string, bool> known = [];

    public TimeSpan Interval => TimeSpan.FromSeconds(1);

    public void LookSoon() => signal.Wake();

    public Task StartAsync(CancellationToken cancellationToken) =>
        Patiently.Do(ct => RunAsync(ct), log, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<bool> RunAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand("SELECT document, hash FROM rulebooks WHERE hash <> ALL($1)");
        command.Parameters.Add(new NpgsqlParameter { Value = known.Keys.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            // One that a later release kept, and this one cannot read, is left to that release.
            if (RulebookDocument.TryRead(reader.GetString(0), out var document, out _)) versions.Put([document.Book]);
            known[reader.GetString(1)] = true;
        }
        return false;
    }
}
