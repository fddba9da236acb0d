using System.Net;
using Microsoft.EntityFrameworkCore;
using Platform.Operators;
using Platform.Testing;
using Reconciliation.Runs;
using static Reconciliation.Tests.ReconciliationStage;

namespace Reconciliation.Tests.Runs;

/// <summary>An act of a person: with a role, a reason, and an entry in the audit log.</summary>
public sealed class Files_that_are_asked_for_again
{
    private static readonly object WithReason = new { reason = "the channel has corrected it" };
    private static readonly Operator Carl = new(Guid.CreateVersion7(), "carl", ["finance"]);

    [Fact]
    public async Task Are_fetched_for_a_person_of_the_desk_and_noted_with_the_reason()
    {
        await using var stage = await WithRun();
        var run = RunState.IdOf("wechat", Merchant, Today);

        using var answer = await stage.FetchAgain(run, WithReason, Anna);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await Eventually.True(() => Round(stage, run, 2), "another round has begun");
        Assert.Equal("anna the channel has corrected it wechat", await stage.Harness.Database.Scalar<string>(
            $"""
            SELECT string_agg(concat_ws(' ', person_name, reason, detail ->> 'channel'), ',') FROM audit_log
            WHERE (action, subject) = ('run.fetched_again', '{run:D}')
            """));
    }

    [Fact]
    public async Task Are_refused_without_person_role_reason_or_run()
    {
        await using var stage = await WithRun();
        var run = RunState.IdOf("wechat", Merchant, Today);

        Assert.Equal("403 operator_required", await Refused(stage.FetchAgain(run, WithReason, person: null)));
        Assert.Equal("403 role_missing", await Refused(stage.FetchAgain(run, WithReason, Carl)));
        Assert.Equal("400 body_invalid", await Refused(stage.FetchAgain(run, new { }, Anna)));
        Assert.Equal("422 reason_invalid", await Refused(stage.FetchAgain(run, new { reason = "why" }, Anna)));
        Assert.Equal("404 run_not_found", await Refused(stage.FetchAgain(Guid.CreateVersion7(), WithReason, Anna)));
        Assert.Equal(0L, await stage.Harness.Database.Scalar<long>("SELECT count(*) FROM audit_log"));
    }

    private static async Task<ReconciliationStage> WithRun()
    {
        var stage = await StartAsync();
        await stage.Sent("A", 880);
        await stage.Harness.Published<Contracts.Reconciliation.LegsConfirmed>();
        stage.PassTo(Noon(Today.AddDays(1)));
        await stage.RunIs(Today, "Waiting");
        return stage;
    }

    private static async Task<bool> Round(ReconciliationStage stage, Guid run, int round)
    {
        await using var db = stage.Harness.Database.Open();
        return await db.Runs.AnyAsync(x => x.CorrelationId == run && x.Round == round);
    }

    private static async Task<string> Refused(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        return $"{(int)answer.StatusCode} {problem.GetProperty("code").GetString()}";
    }
}
