using System.Diagnostics.Metrics;
using Npgsql;
using Platform.Observability;
using Platform.Persistence;

namespace RefundCenter.Calls;

/// <summary>
/// Keeps the gauge <c>refund.channel.down</c>: 1 for each channel that is taken for down, 0 for one that was.
/// </summary>
internal sealed class WatchBreakers : IDueWork
{
    private readonly NpgsqlDataSource database;
    private IReadOnlyList<Measurement<int>> last = [];

    public WatchBreakers(NpgsqlDataSource database)
    {
        this.database = database;
        PlatformMeter.Meter.CreateObservableGauge("refund.channel.down", () => Volatile.Read(ref last), "{channel}");
    }

    public TimeSpan Interval => TimeSpan.FromSeconds(5);

    public async Task<bool> RunAsync(CancellationToken ct)
    {
        await using var command = database.CreateCommand("SELECT channel, opened_at IS NOT NULL FROM channel_breakers");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var channels = new List<Measurement<int>>();
        while (await reader.ReadAsync(ct))
            channels.Add(new(
                reader.GetBoolean(1) ? 1 : 0, new KeyValuePair<string, object?>("refund.channel", reader.GetString(0))));
        Volatile.Write(ref last, channels);
        return false;
    }
}
