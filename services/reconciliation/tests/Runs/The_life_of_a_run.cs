using Microsoft.Extensions.DependencyInjection;
using Platform.Testing;
using Reconciliation.Runs;

namespace Reconciliation.Tests.Runs;

public sealed class The_life_of_a_run : SagaSpec<RunStateMachine, RunState>
{
    private static readonly DateOnly Day = new(2026, 3, 2);
    private static readonly Guid Run = RunState.IdOf("wechat", "1900099901", Day);

    protected override Guid SagaId => Run;

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<TimeProvider>(new FakeClock());

    [Fact]
    public async Task Goes_from_its_files_to_its_match()
    {
        await Given(Open);
        StateIs("Fetching");
        Assert.Equal(["trade", "fund-flow"], Assert.Single(Sent<FetchBills>()).Kinds);

        await When(Arrived("trade"));
        StateIs("Fetching");
        await When(Arrived("trade"));
        StateIs("Fetching");
        await When(Arrived("fund-flow"));
        StateIs("Matching");
        Assert.Equal(1, Assert.Single(Sent<MatchDay>()).Round);

        await When(new DayMatched(Run, 1, 10, 8, 2, 1));
        StateIs("Done");
        Assert.Equal((10, 8, 2, 1), (Saga!.Lines, Saga.Moved, Saga.Waiting, Saga.Breaks));
    }

    [Fact]
    public async Task Waits_for_a_file_that_is_not_there()
    {
        await Given(Open, Arrived("trade"), new FileDelayed(Run, 1, "fund-flow", "not_ready STATEMENT_CREATING"));
        StateIs("Waiting");
        await When(Arrived("fund-flow"));
        StateIs("Matching");
    }

    [Fact]
    public async Task Repeats_its_last_order_while_it_is_not_done()
    {
        await Given(Open, Open);
        Assert.Equal(2, Sent<FetchBills>().Count);
        await When(Arrived("trade"), Arrived("fund-flow"), Open);
        Assert.Equal((2, 2), (Sent<FetchBills>().Count, Sent<MatchDay>().Count));
    }

    [Fact]
    public async Task Begins_another_round_when_the_files_are_asked_for_again()
    {
        await Given(Open, Arrived("trade"), Arrived("fund-flow"), new DayMatched(Run, 1, 1, 1, 0, 0),
            new FetchAgain(Run));
        StateIs("Fetching");
        await When(Arrived("trade"), Arrived("fund-flow"));                   // of the round before
        StateIs("Fetching");
        await When(Arrived("trade", 2), Arrived("fund-flow", 2));
        StateIs("Matching");
        await When(new DayMatched(Run, 1, 1, 1, 0, 0));
        StateIs("Matching");
        await When(new DayMatched(Run, 2, 2, 2, 0, 0));
        StateIs("Done");
    }

    [Fact]
    public async Task Refuses_to_fetch_a_day_again_that_was_never_opened()
    {
        await Given(new FetchAgain(Run));
        Assert.True(Faulted<FetchAgain>());
    }

    private static OpenRun Open => new(Run, "wechat", "1900099901", Day, ["trade", "fund-flow"]);

    private static FileArrived Arrived(string kind, int round = 1) => new(Run, round, kind);
}
