using Npgsql;
using Stand.Day;
using Stand.Processes;

namespace Stand.Audits;

/// <summary>Everything an audit may look at: the services' databases, the simulators' truth log, what the merchants were told.</summary>
public sealed class Evidence(RunningPlatform platform, IReadOnlyList<TruthLine> truth, IReadOnlyCollection<WebhookEvent> told)
{
    public IReadOnlyList<TruthLine> Truth => truth;

    /// <summary>By the clock that all services share.</summary>
    public DateTimeOffset Now => platform.Clock.Now;

    /// <summary>Deliveries with a right signature.</summary>
    public IReadOnlyCollection<WebhookEvent> Told => told;

    /// <summary>Runs a query on one service's database and reads every row as text; null stays null.</summary>
    public async Task<IReadOnlyList<Row>> Ask(ServiceDefinition service, string sql)
    {
        await using var database = NpgsqlDataSource.Create(platform.ConnectionString(service, "auditor"));
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<Row>();
        while (await reader.ReadAsync())
            rows.Add(new Row([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]));
        return rows;
    }

    /// <summary>Changes a service's records by hand, past its rules: what <c>--break</c> does.</summary>
    public async Task<IReadOnlyList<Row>> Spoil(ServiceDefinition service, string sql) =>
        await Ask(service, "SET session_replication_role = replica; " + sql);
}

/// <summary>One row of a query.</summary>
public sealed record Row(IReadOnlyList<object?> Values)
{
    public Guid Id(int i) => (Guid)Values[i]!;

    public long Number(int i) => Convert.ToInt64(Values[i], System.Globalization.CultureInfo.InvariantCulture);

    public string Text(int i) => Values[i]?.ToString() ?? "";

    public bool Is(int i) => (bool)Values[i]!;
}
