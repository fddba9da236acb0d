using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Platform.Messaging;
using Platform.Testing;
using Platform.Tests.Sample;
using Platform.Time;

namespace Platform.Tests.Messaging;

public sealed class A_dispatcher_whose_database_fails
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(400);

    [Fact]                                                        // MassTransit 5822: a tight loop that pins the database's processor
    public async Task Waits_longer_each_time_and_goes_on_when_it_is_well_again()
    {
        using var failures = new Failures();
        await using var sample = await ServiceHarness<SampleDb>.StartAsync(
            "sample", (builder, p) => { builder.Logging.AddProvider(failures); p.AddSample(); }, [typeof(Added)]);

        await sample.Database.Execute("ALTER TABLE outbox RENAME TO elsewhere");
        failures.Times.Clear();
        await Eventually.True(() => failures.Times.Count >= 4, "it has tried four times");
        await sample.Database.Execute("ALTER TABLE elsewhere RENAME TO outbox");

        var times = failures.Times.Take(4).ToList();
        for (var (i, pause) = (1, FirstPause); i < times.Count; i++, pause *= 2)
            Assert.True(TimeProvider.System.GetElapsedTime(times[i - 1], times[i]) >= pause * 0.9, $"it paused before try {i}");
        var id = Ids.New(TimeProvider.System);
        await sample.Publish(new Add(id, 1));
        await sample.Published<Added>(m => m.CounterId == id);
    }

    /// <summary>When the dispatcher said that it waits.</summary>
    private sealed class Failures : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<long> Times { get; } = new();

        public ILogger CreateLogger(string categoryName) =>
            categoryName == typeof(OutboxDispatcher).FullName ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Times.Enqueue(TimeProvider.System.GetTimestamp());

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
