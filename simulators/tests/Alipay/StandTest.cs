namespace Simulators.Tests.Alipay;

/// <summary>A fresh stand for each test.</summary>
public abstract class StandTest : IAsyncLifetime
{
    private protected Stand Stand { get; private set; } = null!;

    protected virtual string[] Settings => [];

    public async Task InitializeAsync() => Stand = await Stand.Start(Settings);

    public async Task DisposeAsync() => await Stand.DisposeAsync();
}
