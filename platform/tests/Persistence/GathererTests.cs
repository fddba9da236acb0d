using System.Net.Sockets;
using Npgsql;
using Platform.Persistence;

namespace Platform.Tests.Persistence;

public sealed class Many_who_want_the_same_work : IAsyncDisposable
{
    private readonly SemaphoreSlim gate = new(0);
    private readonly List<int[]> rounds = [];
    private readonly Gatherer<int, string> gatherer;
    private const int Held = 7;
    private Exception? fault;
    private int conflicts;

    public Many_who_want_the_same_work() => gatherer = new(Work, atMost: 4);

    [Fact]
    public async Task Share_it_as_far_as_they_wait_together_and_each_gets_its_own_result()
    {
        var first = gatherer.Add(1, default);
        await Until(1);
        var others = Enumerable.Range(2, 6).Select(n => gatherer.Add(n, default)).ToList();
        gate.Release(10);

        Assert.Equal("done 1", await first);
        Assert.Equal(["done 2", "done 3", "done 4", "done 5", "done 6", "done 7"], await Task.WhenAll(others));
        Assert.Equal<int[]>([[1], [2, 3, 4, 5], [6, 7]], rounds);
    }

    [Fact]
    public async Task Are_tried_one_by_one_when_one_of_them_is_bad()
    {
        var first = gatherer.Add(1, default);
        await Until(1);
        var (good, bad, last) = (gatherer.Add(2, default), gatherer.Add(-3, default), gatherer.Add(4, default));
        gate.Release(10);

        Assert.Equal("done 1", await first);
        Assert.Equal("done 2", await good);
        await Assert.ThrowsAsync<ArgumentException>(() => bad);
        Assert.Equal("done 4", await last);
    }

    [Fact]
    public async Task Do_not_wait_for_one_whose_rows_are_somebody_s()
    {
        conflicts = 2;
        var first = gatherer.Add(1, default);
        await Until(1);
        var all = new[] { first, gatherer.Add(2, default), gatherer.Add(Held, default), gatherer.Add(4, default) };
        gate.Release(10);

        Assert.Equal(["done 1", "done 2", $"done {Held}", "done 4"], await Task.WhenAll(all));
        Assert.Equal<int[]>([[1], [2, Held, 4], [2], [Held], [4], [Held]], rounds);
    }

    [Fact]
    public async Task Are_told_when_the_rows_of_one_stay_somebody_s()
    {
        conflicts = int.MaxValue;
        gate.Release(10);

        await Assert.ThrowsAsync<PostgresException>(() => gatherer.Add(Held, default));
        Assert.Equal(6, rounds.Count);
    }

    [Fact]
    public async Task Fail_together_when_the_connection_is_lost_because_the_commit_may_have_been_done()
    {
        fault = new NpgsqlException("lost", new SocketException());
        var first = gatherer.Add(1, default);
        await Until(1);
        var (second, third) = (gatherer.Add(2, default), gatherer.Add(3, default));
        gate.Release(10);

        foreach (var each in new[] { first, second, third }) await Assert.ThrowsAsync<NpgsqlException>(() => each);
        Assert.Equal(2, rounds.Count);
    }

    [Fact]
    public async Task Need_not_wait_longer_than_they_want()
    {
        using var impatience = new CancellationTokenSource();
        var waiting = gatherer.Add(1, impatience.Token);
        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        gate.Release(10);
    }

    public async ValueTask DisposeAsync()
    {
        await gatherer.DisposeAsync();
        gate.Dispose();
    }

    private async Task<IReadOnlyList<string>> Work(IReadOnlyList<int> items, CancellationToken ct)
    {
        lock (rounds) rounds.Add([.. items]);
        await gate.WaitAsync(ct);
        if (fault is not null) throw fault;
        if (items.Contains(Held) && conflicts-- > 0) throw new PostgresException("held", "ERROR", "ERROR", "55P03");
        return items.Any(i => i < 0) ? throw new ArgumentException("bad") : [.. items.Select(i => $"done {i}")];
    }

    private async Task Until(int begun)
    {
        while (true)
        {
            lock (rounds)
                if (rounds.Count >= begun) return;
            await Task.Yield();
        }
    }
}
