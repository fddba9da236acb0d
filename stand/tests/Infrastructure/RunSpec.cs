using Stand.Infrastructure;

namespace Stand.Tests.Infrastructure;

/// <summary>A run of its own, removed after the test.</summary>
public abstract class RunSpec : IAsyncLifetime
{
    protected RunDirectory Run { get; private set; } = null!;

    public virtual async Task InitializeAsync() => Run = await RunDirectory.Create(RunDirectory.NewId("spec"));

    public virtual Task DisposeAsync() => Ending.Clear(Run.State);
}
