using Platform.Hosting;
using Platform.Testing;
using Platform.Tests.Sample;
using Platform.Time;

namespace Platform.Tests.Messaging;

/// <summary>The sample service on a real broker and database.</summary>
public abstract class SampleSpec : IAsyncLifetime
{
    protected ServiceHarness<SampleDb> Sample { get; private set; } = null!;

    public async Task InitializeAsync() => Sample = await Start();

    public async Task DisposeAsync() => await Sample.DisposeAsync();

    protected Task<ServiceHarness<SampleDb>> Start(ServiceHarness<SampleDb>? beside = null) => ServiceHarness<SampleDb>.StartAsync(
        "sample",
        (_, p) =>
        {
            p.AddSample();
            Add(p);
        },
        [typeof(Added), typeof(StepDone)], Settings(), new() { Beside = beside });

    protected virtual Dictionary<string, string?> Settings() => [];

    /// <summary>What the sample has beside its own parts.</summary>
    protected virtual void Add(PlatformBuilder p)
    {
    }

    protected static Guid NewId() => Ids.New(TimeProvider.System);

    protected Task<long> Count(string from) => Sample.Database.Scalar<long>($"SELECT count(*) FROM {from}");

    protected Task<long> ValueOf(Guid counter) => Sample.Database.Scalar<long>($"SELECT value FROM counters WHERE id = '{counter}'");

    protected Task OutboxEmpties() => Eventually.True(async () => await Count("outbox") == 0, "the outbox is empty");
}
