using Stand.Infrastructure;
using Stand.Processes;
using Stand.Tests.Infrastructure;

namespace Stand.Tests.Processes;

public sealed class A_service_process : RunSpec
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(2) };

    [Fact]
    public async Task Is_started_when_it_says_that_it_is_ready()
    {
        await using var service = Service("SAID", "hello");
        await service.StartAsync("--restored", "2026-01-31T12:00:00Z");

        var answer = await Ask(service);

        Assert.EndsWith("hello --restored 2026-01-31T12:00:00Z", answer, StringComparison.Ordinal);
        Assert.Equal(service.BaseAddress.ToString(), Run.State.Addresses["spec"]);
        Assert.True(service.Usage()!.Value.MemoryBytes > 1_000_000);
    }

    [Fact]
    public async Task Comes_back_under_its_address_after_it_was_killed()
    {
        await using var service = Service("SAID", "hello");
        await service.StartAsync();
        var before = await Ask(service);

        await service.Kill9();
        Assert.False(service.IsRunning);
        await Assert.ThrowsAsync<HttpRequestException>(() => Ask(service));
        await service.Restart();

        Assert.NotEqual(before, await Ask(service));
    }

    [Fact]
    public async Task Ends_in_order_when_it_is_asked_to()
    {
        await using var service = Service("SAID", "hello");
        await service.StartAsync();

        Assert.True(await service.Terminate());

        Assert.Contains("ended in order", await File.ReadAllTextAsync(service.LogFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_nobody_while_it_is_frozen()
    {
        await using var service = Service("SAID", "hello");
        await service.StartAsync();

        service.Freeze();
        await Assert.ThrowsAsync<TaskCanceledException>(() => Ask(service));

        service.Thaw();
        Assert.Contains("hello", await Ask(service), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_why_it_did_not_start()
    {
        await using var service = Service("FAILS_AT_START", "yes");

        var why = await Assert.ThrowsAsync<StandException>(() => service.StartAsync());

        Assert.Contains("ended with code 3", why.Message, StringComparison.Ordinal);
        Assert.Contains("this service cannot start", why.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_that_it_is_not_built()
    {
        await using var service = new ServiceProcess(
            Run, "spec", Checkout.Program("NoSuchProject"), ServiceProcess.NewAddress(),
            new Dictionary<string, string?>());

        var why = await Assert.ThrowsAsync<StandException>(() => service.StartAsync());

        Assert.Contains("./run build", why.Message, StringComparison.Ordinal);
    }

    private ServiceProcess Service(string variable, string value) => new(
        Run, "spec", Path.Combine(AppContext.BaseDirectory, "Stand.Tests.dll"), ServiceProcess.NewAddress(),
        new Dictionary<string, string?> { [variable] = value });

    private static Task<string> Ask(ServiceProcess service) => Http.GetStringAsync(service.BaseAddress);
}
