using Stand.Infrastructure;

namespace Stand.Tests.Infrastructure;

public sealed class A_process_identity : RunSpec
{
    [Fact]
    public async Task Is_not_that_of_a_later_process_with_the_same_number()
    {
        var child = await Run.Start(new Launch("sleeper", ["sleep", "60"], Run.Log("sleeper")));
        var former = child.Identity with { StartTicks = child.Identity.StartTicks - 1 };

        Assert.False(former.IsAlive);
        Assert.False(former.Send(Signal.Kill));
        Assert.True(child.Identity.IsAlive);
    }

    [Fact]
    public async Task Ends_with_all_that_it_started()
    {
        string[] command = ["sh", "-c", "sleep 60 & sleep 60 & wait"];
        var child = await Run.Start(new Launch("parent", command, Run.Log("parent")));
        await child.WaitUntil(
            () => Task.FromResult(child.Identity.Children().Count == 2), TimeSpan.FromSeconds(5), default);
        var all = child.Identity.Children().Append(child.Identity).ToList();

        await child.Kill9();

        Assert.Equal(3, all.Count);
        foreach (var process in all)
            Assert.True(await process.WaitForExit(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task Says_what_it_used()
    {
        var child = await Run.Start(new Launch("worker", ["sh", "-c", "while :; do :; done"], Run.Log("worker")));
        await child.WaitUntil(
            () => Task.FromResult(child.Identity.Usage()!.Value.Processor > TimeSpan.FromMilliseconds(50)),
            TimeSpan.FromSeconds(30), default);

        Assert.True(child.Identity.Usage()!.Value.MemoryBytes > 100_000);
        await child.Kill9();
        Assert.Null(child.Identity.Usage());
    }
}
