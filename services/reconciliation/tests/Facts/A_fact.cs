using Contracts.Reconciliation;
using Contracts.Restores;
using Platform.Testing;
using Reconciliation.Tests.Bills;
using static Reconciliation.Tests.ReconciliationStage;

namespace Reconciliation.Tests.Facts;

public sealed class A_fact
{
    [Fact]
    public async Task Is_told_until_it_is_confirmed_and_again_to_a_receiver_that_was_restored()
    {
        await using var stage = await StartAsync();
        await stage.Sent("A", 880);
        await stage.Harness.Published<LegsConfirmed>();
        stage.Bills.Put(Merchant, Today, "trade");
        stage.Bills.Put(Merchant, Today, "fund-flow", TextBills.Flowed(Today, "A", "r1", "8.80"));
        stage.PassTo(Noon(Today.AddDays(1)));

        var fact = await stage.Harness.Published<BillFact>(count: 3);
        Assert.All(stage.Harness.AllOf<BillFact>(), told => Assert.Equal(fact, told));

        await stage.Harness.Publish(new BillFactConfirmed(fact.FactId));
        await Eventually.True(IsConfirmed, "the fact is confirmed");
        var told = stage.Harness.AllOf<BillFact>().Count;
        var restore = Guid.CreateVersion7();
        await stage.Harness.Publish(new RestoredTo(Guid.CreateVersion7(), "accounting", Noon(Today)));
        await stage.Harness.Publish(new RestoredTo(restore, "refund-center", Noon(Today)));
        await stage.Harness.Published<BillFact>(count: told + 2);
        await stage.Harness.Publish(new BillFactConfirmed(fact.FactId));
        await Eventually.True(IsConfirmed, "the fact is confirmed again");
        Assert.Equal(
            new RestoreAnswered(restore, "refund-center", "reconciliation"),
            await stage.Harness.Published<RestoreAnswered>());

        async Task<bool> IsConfirmed() =>
            await stage.Harness.Database.Scalar<long>(
                "SELECT count(*) FROM bill_facts WHERE confirmed_at IS NOT NULL") == 1;
    }

    [Fact]
    public async Task Is_told_again_when_it_was_made_or_confirmed_since_the_copy_and_not_otherwise()
    {
        await using var stage = await StartAsync();
        var (older, since) = (
            $"timestamptz '{Noon(Today).AddMinutes(-6):O}'", $"timestamptz '{Noon(Today).AddMinutes(-4):O}'");
        await stage.Harness.Database.Execute($"""
            INSERT INTO bill_facts
            SELECT uuid_v7(), uuid_v7(), 1, 'Silent', 'wechat', '{Merchant}', 'N' || i, NULL, 880, 'CNY',
                date '{Today:O}', '', now(), made, made, 1, confirmed
            FROM generate_series(1, 800) AS i,
                (VALUES ({older}, {older}), ({older}, {since}), ({since}, {since})) AS f (made, confirmed)
            """);

        await stage.Harness.Publish(new RestoredTo(Guid.CreateVersion7(), "refund-center", Noon(Today)));

        await Eventually.True(
            async () => await stage.Harness.Database.Scalar<long>(
                "SELECT count(*) FROM restore_repeats WHERE done_at IS NOT NULL") == 1, "it is done");
        Assert.Equal(1600L, await Facts("confirmed_at IS NULL"));
        Assert.Equal(800L, await Facts($"confirmed_at = {older}"));

        Task<long> Facts(string which) =>
            stage.Harness.Database.Scalar<long>($"SELECT count(*) FROM bill_facts WHERE {which}");
    }

    [Fact]
    public async Task Is_a_break_when_nobody_takes_it_over_until_somebody_does()
    {
        await using var stage = await StartAsync(new() { ["Reconciliation:FactUnheardAfter"] = "2" });
        await stage.Sent("A", 880);
        await stage.Harness.Published<LegsConfirmed>();
        stage.Bills.Put(Merchant, Today, "trade");
        stage.Bills.Put(Merchant, Today, "fund-flow", TextBills.Flowed(Today, "A", "r1", "8.80"));
        stage.PassTo(Noon(Today.AddDays(1)));
        var fact = await stage.Harness.Published<BillFact>(count: 3);
        await Eventually.True(() => Is("open"), "it is a break");

        await stage.Harness.Publish(new BillFactConfirmed(fact.FactId));
        await Eventually.True(() => Is("closed"), "it was taken over");

        async Task<bool> Is(string state) => await stage.Harness.Database.Scalar<long>(
            $"SELECT count(*) FROM breaks WHERE kind = 'fact_unheard' AND state = '{state}'") == 1;
    }

    [Fact]
    public async Task Is_confirmed_to_nobody_when_it_is_none_of_ours()
    {
        await using var stage = await StartAsync();
        await stage.Harness.Publish(new BillFactConfirmed(NameId.Of("nobody's")));
        await stage.Sent("A", 880);
        Assert.Equal(1, (await stage.Harness.Published<LegsConfirmed>()).Legs.Single().Version);
        Assert.Equal(0L, await stage.Harness.Database.Scalar<long>("SELECT count(*) FROM dead_letters"));
    }

    [Fact]
    public async Task About_our_row_is_confirmed_with_the_highest_version_known()
    {
        await using var stage = await StartAsync();
        await stage.Sent("A", 880, "succeeded", version: 3);
        Assert.Equal(3, (await stage.Harness.Published<LegsConfirmed>()).Legs.Single().Version);
        await stage.Sent("A", 880, "sent", version: 2);
        Assert.Equal(3, (await stage.Harness.Published<LegsConfirmed>(count: 2)).Legs.Single().Version);
    }
}
