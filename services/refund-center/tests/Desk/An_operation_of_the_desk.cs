using Channels;
using Contracts.Executions;
using Contracts.Payouts;
using Platform.Persistence;
using Platform.Testing;
using RefundCenter.Calls;
using RefundCenter.Legs;
using RefundCenter.Tests.Legs;

namespace RefundCenter.Tests.Desk;

/// <summary>What people do over the internal API, in the service as it is.</summary>
public sealed class An_operation_of_the_desk : IAsyncLifetime
{
    private const string Reason = "the payer called again";
    private RunningService service = null!;
    private Deskmate wang = null!;
    private Deskmate li = null!;

    public async Task InitializeAsync()
    {
        service = await RunningService.StartAsync();
        (wang, li) = (Person("王芳", "desk"), Person("李强", "desk"));
    }

    public async Task DisposeAsync()
    {
        wang.Dispose();
        li.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task Asks_the_channel_now_and_is_in_the_audit_log()
    {
        var leg = await Accepted();
        service.Channel.Say(leg.No, RunningService.Done(leg.No));
        Assert.Equal(204, (await wang.Post($"/internal/legs/{leg.Id}/ask", new { reason = Reason })).Status);
        await service.Bus.Published<RefundExecuted>(x => x.Outcome is ExecutionOutcome.Succeeded);

        var entry = (await wang.Get($"/internal/audit?subject={leg.No}")).Body.EnumerateArray().Single();
        Assert.Equal(
            ("leg.ask", "王芳", Reason),
            (entry.GetProperty("action").GetString(), entry.GetProperty("person_name").GetString(),
                entry.GetProperty("reason").GetString()));
        var refused = await wang.Post($"/internal/legs/{leg.Id}/ask", new { reason = Reason });
        Assert.Equal((409, "leg_ended"), (refused.Status, Code(refused)));
    }

    [Fact]
    public async Task Needs_a_reason_the_role_and_a_leg()
    {
        var leg = await Accepted();
        using var stranger = Person("访客");
        var answers = new[]
        {
            await wang.Post($"/internal/legs/{leg.Id}/suspend", new { reason = " " }),
            await stranger.Post($"/internal/legs/{leg.Id}/suspend", new { reason = Reason }),
            await wang.Post($"/internal/legs/{Guid.CreateVersion7()}/suspend", new { reason = Reason }),
            await wang.Post($"/internal/legs/{leg.Id}/reroute", new { reason = Reason, methods = new[] { "pigeon" } }),
            await wang.Post($"/internal/legs/{leg.Id}/reroute", new { reason = Reason, methods = new[] { "file" } }),
            await wang.Post($"/internal/cases/{Guid.CreateVersion7()}/close", new { reason = Reason }),
        };
        Assert.Equal(
            [(422, "reason_invalid"), (403, "role_missing"), (404, "leg_not_found"), (422, "unknown_method"),
                (422, "method_unavailable"),
                (404, "case_not_found")],
            answers.Select(x => (x.Status, Code(x)!)));
        Assert.Empty((await wang.Get("/internal/audit")).Body.EnumerateArray());
    }

    [Fact]
    public async Task Goes_on_by_payout_when_two_have_certified_the_death_and_not_when_one_has()
    {
        var leg = await Accepted();
        var made = await wang.Post("/internal/proposals", new
        {
            kind = "leg.certify_dead", subject = leg.Id.ToString("D"), reason = Reason,
            payload = new
            {
                finding = "the channel's desk closed it, mail of today", leg = Seen(leg), then = new[] { "payout" },
            },
        });
        Assert.Equal(201, made.Status);
        var (id, hash) = (made.Body.GetProperty("id").GetGuid(), made.Body.GetProperty("payload_hash").GetString());
        var alone = await wang.Post($"/internal/proposals/{id}/approve", new { reason = Reason, payload_hash = hash });
        Assert.Equal((403, "proposal_other_part"), (alone.Status, Code(alone)));

        Assert.Equal(200, (await li.Post(
            $"/internal/proposals/{id}/approve", new { reason = "I read the mail", payload_hash = hash })).Status);
        await service.Bus.Published<MakePayout>(x => x.RefundId == leg.RefundId);
        var certificate = await Certificate(leg);
        Assert.Equal(
            (CertificateKind.TwoPeople, "王芳", "李强"), (certificate.Kind, certificate.Maker!, certificate.Checker!));
    }

    [Fact]
    public async Task Is_judged_as_the_leg_stands_when_the_second_person_agrees()
    {
        var leg = await Accepted();
        var made = await wang.Post("/internal/proposals", new
        {
            kind = "leg.certify_dead", subject = leg.Id.ToString("D"), reason = Reason,
            payload = new { finding = "nobody at the channel knows it", leg = Seen(leg) },
        });
        var (id, hash) = (made.Body.GetProperty("id").GetGuid(), made.Body.GetProperty("payload_hash").GetString());
        service.Channel.Say(leg.No, RunningService.Done(leg.No));
        await service.Advance(TimeSpan.FromMinutes(2));
        await service.Bus.Published<RefundExecuted>(x => x.Outcome is ExecutionOutcome.Succeeded);

        var late = await li.Post($"/internal/proposals/{id}/approve", new { reason = "I agree", payload_hash = hash });
        Assert.Equal(LegStanding.Paid, (await service.Leg(leg.RefundId))!.Standing);
        Assert.Contains("leg_ended", late.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_not_done_when_the_leg_has_moved_since_it_was_proposed()
    {
        var leg = await Accepted();
        var made = await Propose(leg, leg.Id.ToString("D"));
        Assert.Equal(201, made.Status);
        service.Channel.Say(leg.No, new ChannelAnswer.FailedProvisional("FAIL", "tries again"));
        await wang.Post($"/internal/legs/{leg.Id}/ask", new { reason = Reason });
        await Eventually.True(
            async () => await service.Leg(leg.RefundId) is { Status: LegStatus.Provisional }, "the channel said more");

        var late = await li.Post($"/internal/proposals/{made.Body.GetProperty("id").GetGuid()}/approve", new
        {
            reason = "I agree", payload_hash = made.Body.GetProperty("payload_hash").GetString(),
        });
        Assert.Contains("leg_changed", late.Body.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(LegStatus.Provisional, (await service.Leg(leg.RefundId))!.Status);
        var stale = await Propose(leg, leg.Id.ToString("D"));
        Assert.Equal((409, "leg_changed"), (stale.Status, Code(stale)));
    }

    [Fact]
    public async Task Is_about_a_leg_that_is_named_in_one_way_alone()
    {
        var leg = await Accepted();
        var shouted = await Propose(leg, leg.Id.ToString("D").ToUpperInvariant());
        Assert.Equal((404, "leg_not_found"), (shouted.Status, Code(shouted)));
    }

    [Fact]
    public async Task Holds_a_refund_back_even_when_its_leg_dies_until_it_is_resumed()
    {
        var leg = await Accepted();
        Assert.Equal(204, (await wang.Post($"/internal/legs/{leg.Id}/suspend", new { reason = Reason })).Status);
        service.Channel.Say(leg.No, new ChannelAnswer.Refused(Refusal.Final, "CLOSED", "closed"));
        await wang.Post($"/internal/legs/{leg.Id}/ask", new { reason = Reason });
        await Eventually.True(
            async () => await service.Leg(leg.RefundId) is { Status: LegStatus.Dead }, "the channel closed it");
        var held = await service.Bus.Published<RefundExecuted>(x => x.WaitingFor == "operator");
        Assert.Equal(ExecutionOutcome.InProgress, held.Outcome);
        Assert.Single((await wang.Get("/internal/queues/suspended")).Body.GetProperty("groups").EnumerateArray());
        Assert.Null(await service.Leg(leg.RefundId, 2));

        Assert.Equal(204, (await li.Post($"/internal/legs/{leg.Id}/resume", new { reason = "checked" })).Status);
        await service.Bus.Published<MakePayout>(x => x.RefundId == leg.RefundId);
        Assert.Empty((await wang.Get("/internal/queues/suspended")).Body.GetProperty("groups").EnumerateArray());
    }

    [Fact]
    public async Task Ends_a_silent_success_by_two()                                                      // S30
    {
        var leg = await Accepted();
        var made = await wang.Post("/internal/proposals", new
        {
            kind = "leg.force_success", subject = leg.Id.ToString("D"), reason = Reason,
            payload = new { proof = "receipt 4711 of the channel's back office", leg = Seen(leg) },
        });
        await li.Post($"/internal/proposals/{made.Body.GetProperty("id").GetGuid()}/approve", new
        {
            reason = "receipt seen", payload_hash = made.Body.GetProperty("payload_hash").GetString(),
        });
        await service.Bus.Published<RefundExecuted>(x => x.Outcome is ExecutionOutcome.Succeeded);
    }

    [Fact]
    public async Task Shows_a_thousand_failures_of_one_cause_as_one_row()                                  // S179
    {
        for (var i = 0; i < 3; i++)
        {
            var order = RunningService.Order();
            service.Channel.Say(
                ChannelNo.For(order.RefundId, 1), new ChannelAnswer.Refused(Refusal.Configuration, "NO_AUTH", "no right"));
            await service.Publish(order);
        }
        await Eventually.True(
            () => service.Database.Scalar<bool>("SELECT count(*) = 3 FROM legs WHERE waiting_for = 'operator'"),
            "three wait for people");
        var queue = (await wang.Get("/internal/queues/needs_operator")).Body;
        var group = Assert.Single(queue.GetProperty("groups").EnumerateArray());
        Assert.Equal(
            (3L, "NO_AUTH", 3 * 880L),
            (group.GetProperty("count").GetInt64(), group.GetProperty("cause").GetString(),
                group.GetProperty("amount_minor").GetInt64()));
        var lines = await wang.Get("/internal/queues/needs_operator/refunds?cause=NO_AUTH&channel=wechat");
        Assert.Equal(3, lines.Body.GetArrayLength());
    }

    [Fact]
    public async Task Opens_exactly_what_a_group_counts_the_oldest_first()
    {
        // the later the refund came, the older it says it is
        Guid[] refunds = [.. Enumerable.Range(0, 3).Select(i => Guid.CreateVersion7(service.Now.AddDays(-i)))];
        foreach (var (i, refund) in refunds.Index())
        {
            var order = RunningService.Order(refund, merchant: i == 2 ? "1900099902" : "1900099901");
            service.Channel.Say(
                ChannelNo.For(refund, 1), new ChannelAnswer.Refused(Refusal.Configuration, "NO_AUTH", "no right"));
            await service.Publish(order);
            await Eventually.True(
                async () => await service.Leg(refund) is { WaitingFor: "operator" }, "it waits for people");
        }
        var groups = (await wang.Get("/internal/queues/needs_operator")).Body.GetProperty("groups").EnumerateArray().ToList();
        Assert.Equal([2L, 1L], groups.Select(x => x.GetProperty("count").GetInt64()));
        var opened = new List<Guid>();
        foreach (var group in groups)
        {
            var address = "/internal/queues/needs_operator/" + group.GetProperty("refunds").GetString();
            opened.AddRange(RefundsIn(await wang.Get(address)));
            Assert.Equal(group.GetProperty("count").GetInt64(), RefundsIn(await wang.Get(address)).Count);
        }
        Assert.Equal(refunds, opened);

        var after = (await service.Leg(refunds[0]))!.Id;
        Assert.Equal(refunds[1..], RefundsIn(await wang.Get($"/internal/queues/needs_operator/refunds?after={after}")));
    }

    [Fact]
    public async Task Ends_by_two_what_came_back_after_success()                                           // M10
    {
        var leg = await Accepted();
        await PaidAndCameBack(leg);
        await service.Bus.Published<RefundExecuted>(x => x.Outcome is ExecutionOutcome.Returned);
        Assert.Single(await Revived());

        var returned = (await service.Leg(leg.RefundId))!;
        var unavailable = await Propose("leg.follow_return", returned, new { then = new[] { "file" }, leg = Seen(returned) });
        Assert.Equal((422, "method_unavailable"), (unavailable.Status, Code(unavailable)));
        await Agree(await Follow(returned));
        await service.Bus.Published<MakePayout>(x => x.RefundId == leg.RefundId);
        Assert.Empty(await Revived());
    }

    [Fact]
    public async Task Is_asked_for_again_when_what_two_had_ended_paid_and_came_back()                      // M10
    {
        var leg = await Accepted();
        await Agree(await Certify(leg, then: []));
        await service.Bus.Published<RefundExecuted>(x => x.Outcome is ExecutionOutcome.Failed);
        await PaidAndCameBack(leg);
        await service.Bus.Published<RefundExecuted>(x => x.Outcome is ExecutionOutcome.Returned);
        Assert.Single(await Revived());

        await Agree(await Follow((await service.Leg(leg.RefundId))!));
        await service.Bus.Published<MakePayout>(x => x.RefundId == leg.RefundId);
        Assert.Empty(await Revived());
    }

    [Fact]
    public async Task Sends_nothing_more_after_a_return_when_another_leg_has_paid_and_the_case_says_so()   // M1
    {
        var leg = await Accepted();
        await Agree(await Certify(leg, then: ["payout"]));
        var payout = await service.Bus.Published<MakePayout>(x => x.RefundId == leg.RefundId);
        await service.Publish(new PayoutChanged(
            payout.PayoutId, payout.RefundId, payout.LegOrdinal, 1, PayoutStatus.Succeeded, payout.Amount,
            new Contracts.Money(0, "CNY"), "B1", LegStory.Start, null));
        await service.Bus.Published<RefundExecuted>(x => x.Outcome is ExecutionOutcome.Succeeded);
        await PaidAndCameBack(leg);
        Assert.EndsWith(
            "; leg 2 has paid, nothing more goes out",
            await service.Database.Scalar<string>("SELECT detail FROM cases WHERE kind = 'ReturnedAfterSuccess'"),
            StringComparison.Ordinal);
        Assert.Single(await Revived());

        await Agree(await Follow((await service.Leg(leg.RefundId))!));
        await Eventually.True(
            async () => (await service.Execution(leg.RefundId))!.Facts.Find(1)!.Route is ["payout"], "it was heard");
        Assert.Empty(await Revived());
        Assert.Null(await service.Leg(leg.RefundId, 3));
        Assert.Equal("Succeeded", (await service.Execution(leg.RefundId))!.CurrentState);
    }

    [Fact]
    public async Task Lists_a_payout_by_why_it_was_needed_and_when_it_came_back_until_two_say_that_it_ends_so()  // S162, S179
    {
        var order = RunningService.Order();
        service.Channel.Say(
            ChannelNo.For(order.RefundId, 1), new ChannelAnswer.Refused(Refusal.Final, "USER_ACCOUNT_ABNORMAL", "closed"));
        await service.Publish(order);
        var payout = await service.Bus.Published<MakePayout>(x => x.RefundId == order.RefundId);
        var (none, all) = (new Contracts.Money(0, "CNY"), payout.Amount);
        await Tell(1, PayoutStatus.PayeeDataWanted, none, none);
        await Eventually.True(async () => (await Causes("payee_data")) is ["USER_ACCOUNT_ABNORMAL"], "it waits under its cause");
        await Tell(2, PayoutStatus.Succeeded, all, none);
        await Tell(3, PayoutStatus.Returned, all, all);
        await Eventually.True(async () => (await Causes("payout_returned")).Count == 1, "it came back");

        var leg = (await service.Leg(order.RefundId, 2))!;
        Assert.Equal("method_unavailable", Code(await Follow(leg)));
        await Agree(await Propose("leg.follow_return", leg, new { then = Array.Empty<string>(), leg = Seen(leg) }));
        Assert.Empty(await Causes("payout_returned"));

        Task Tell(int version, PayoutStatus status, Contracts.Money moved, Contracts.Money returned) => service.Publish(new PayoutChanged(
            payout.PayoutId, payout.RefundId, payout.LegOrdinal, version, status, moved, returned, "B1", LegStory.Start, null));
    }

    private async Task<List<string?>> Causes(string queue) =>
        [.. (await wang.Get("/internal/queues/" + queue)).Body.GetProperty("groups").EnumerateArray()
            .Select(x => x.GetProperty("cause").GetString())];

    private Deskmate Person(string name, params string[] roles) =>
        new(service.Bus.Address, "a key for tests, long enough to be one", name, roles);

    private static string? Code((int Status, JsonElement Body) answer) => answer.Body.GetProperty("code").GetString();

    private static List<Guid> RefundsIn((int Status, JsonElement Body) page) =>
        [.. page.Body.EnumerateArray().Select(x => x.GetProperty("refund_id").GetGuid())];

    private Task<(int Status, JsonElement Body)> Propose(string kind, Leg leg, object payload) =>
        wang.Post("/internal/proposals", new { kind, subject = leg.Id.ToString("D"), reason = Reason, payload });

    private Task<(int Status, JsonElement Body)> Propose(Leg leg, string subject) => wang.Post("/internal/proposals", new
    {
        kind = "leg.certify_dead", subject, reason = Reason,
        payload = new { finding = "nobody at the channel knows it", leg = Seen(leg) },
    });

    private Task<(int Status, JsonElement Body)> Certify(Leg leg, string[] then) => Propose(
        "leg.certify_dead", leg, new { finding = "the channel's desk closed it, mail of today", leg = Seen(leg), then });

    private Task<(int Status, JsonElement Body)> Follow(Leg leg) =>
        Propose("leg.follow_return", leg, new { then = new[] { "payout" }, leg = Seen(leg) });

    private async Task Agree((int Status, JsonElement Body) made)
    {
        Assert.Equal(201, made.Status);
        var agreed = await li.Post($"/internal/proposals/{made.Body.GetProperty("id").GetGuid()}/approve", new
        {
            reason = "I have seen it too", payload_hash = made.Body.GetProperty("payload_hash").GetString(),
        });
        Assert.Equal(200, agreed.Status);
    }

    private async Task<IEnumerable<JsonElement>> Revived() =>
        (await wang.Get("/internal/queues/revived")).Body.GetProperty("groups").EnumerateArray();

    /// <summary>The channel says unasked that the payer has it, and then that our own account has it.</summary>
    private async Task PaidAndCameBack(Leg leg)
    {
        foreach (var said in new[]
        {
            RunningService.Done(leg.No),
            new ChannelAnswer.Done("W" + leg.No, Destination.Merchant, ChargedAmounts.Same(leg.Amount)),
        })
            await service.Bus.Run(async unit =>
            {
                await unit.Lock(default, LockKey.Of<Leg>(leg.Id));
                var known = unit.Db.FindLocked<Leg>(leg.Id)!;
                var outcome = known.Noticed(said, service.Now, new LegStory().Rules);
                await unit.Db.Record(known, outcome, LegClaims.Publish(unit), default);
            });
    }

    private static object Seen(Leg leg) => new { status = leg.Status, stamp = leg.Stamp };

    private async Task<Leg> Accepted()
    {
        var order = RunningService.Order();
        await service.Publish(order);
        await Eventually.True(
            async () => await service.Leg(order.RefundId) is { Status: LegStatus.Accepted }, "the channel has it");
        return (await service.Leg(order.RefundId))!;
    }

    private async Task<DeathCertificate> Certificate(Leg leg)
    {
        await using var db = service.Database.Open();
        return (await db.Certificates.FindAsync(leg.RefundId, leg.Ordinal))!;
    }
}
