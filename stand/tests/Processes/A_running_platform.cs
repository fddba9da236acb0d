using System.Net;
using Stand.Infrastructure;
using Stand.Processes;

namespace Stand.Tests.Processes;

public sealed class A_running_platform
{
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task Is_up_as_a_whole_survives_its_servers_and_leaves_nothing()
    {
        RunState state;
        await using (var platform = await RunningPlatform.Start("spec", new StandOptions { Services = [ServiceDefinition.Clearing] }))
        {
            state = platform.Run.State;
            Assert.Equal(["broker", "clearing", "database", "epmd", "simulators"], state.Processes.Keys.Order());
            await IsReady(platform.Simulators);
            await IsReady(platform.Clearing);
            var queues = await platform.Broker.ListQueues(platform.VirtualHost);
            Assert.Contains(queues, queue => queue is { Consumers: > 0 });

            await platform.Broker.Kill9();
            await platform.Database.Kill9();
            await Task.WhenAll(platform.Broker.RestartAsync(), platform.Database.RestartAsync());
            await platform.Clearing.WaitUntilReady();
            Assert.Equal(
                queues.Select(q => q.Name).Order(),
                (await platform.Broker.ListQueues(platform.VirtualHost)).Select(q => q.Name).Order());

            var second = await platform.StartReplica(ServiceDefinition.Clearing);
            Assert.Equal("clearing-2", second.Name);
            await IsReady(second);
            state = platform.Run.State;
        }

        Assert.All(state.Processes.Values, process => Assert.False(process.IsAlive));
        Assert.False(Directory.Exists(RunDirectory.PathOf(state.Id)));
    }

    [Fact]
    public async Task Leaves_nothing_when_a_part_does_not_start()
    {
        var run = await RunDirectory.Create(RunDirectory.NewId("spec"));
        var spoiled = new StandOptions
        {
            Services = [ServiceDefinition.Clearing],
            Settings = new Dictionary<string, IReadOnlyDictionary<string, string?>>
            {
                ["clearing"] = new Dictionary<string, string?> { ["Clearing__PassesAllowed"] = "-1" },
            },
        };

        var why = await Assert.ThrowsAsync<StandException>(() => RunningPlatform.Start(run, spoiled, default));

        Assert.Contains("clearing ended", why.Message, StringComparison.Ordinal);
        Assert.Contains("PassesAllowed", why.Message, StringComparison.Ordinal);
        Assert.All(run.State.Processes.Values, process => Assert.False(process.IsAlive));
        await Ending.Clear(run.State);
    }

    private static async Task IsReady(ServiceProcess process)
    {
        using var answer = await Http.GetAsync(new Uri(process.BaseAddress, "/health/ready"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
