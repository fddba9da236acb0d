using Benchmarks.Misfortune;
using Stand.Audits;
using Stand.Day;

namespace Benchmarks.Tests.Misfortune;

public sealed class A_verdict
{
    private static readonly Guid Refund = new("00000000-0000-8000-8000-000000000001");

    [Fact]
    public void Finds_nothing_wrong_with_a_refund_that_was_paid_and_booked()
    {
        var verdict = Of("Succeeded", booked: 100, Moved("refund", "R1", 100));
        Assert.Empty(verdict.PaidTwice);
        Assert.Empty(verdict.Lost);
        Assert.Empty(verdict.Open);
    }

    [Fact]
    public void Counts_a_refund_that_channel_and_bank_have_paid() => Assert.Single(
        Of("Succeeded", booked: 200, Moved("refund", "R1", 100), Moved("transfer", "R2", 100)).PaidTwice);

    [Fact]
    public void Does_not_count_what_came_back_or_never_left_us() => Assert.Empty(Of(
        "Succeeded", booked: 100, Moved("refund", "R1", 100, "merchant"), Moved("transfer", "R2", 100),
        Moved("return", "R2", 100), Moved("transfer", "R2", 100)).PaidTwice);

    [Fact]
    public void Loses_a_refund_that_was_answered_and_is_unknown() =>
        Assert.Single(new Verdict([Refund], new Verdict.Records([], [], [], [], [])).Lost);

    [Fact]
    public void Loses_money_that_moved_under_nobodys_number() =>
        Assert.Single(Of("Succeeded", booked: 0, Moved("refund", "X9", 100)).Lost);

    [Theory]
    [InlineData("Succeeded", 99)]
    [InlineData("Failed", 0)]
    public void Loses_money_of_an_ended_refund_that_is_not_in_the_books(string state, long booked) =>
        Assert.Single(Of(state, booked, Moved("refund", "R1", 100)).Lost);

    [Fact]
    public void Does_not_call_lost_what_people_still_look_for() =>
        Assert.Empty(Of("Accepted", booked: 0, Moved("refund", "R1", 100)).Lost);

    [Fact]
    public void Calls_open_what_has_not_ended_and_lies_in_no_queue() => Assert.Single(Of("Accepted", booked: 0).Open);

    [Fact]
    public void Knows_what_waits_for_two_people()
    {
        var verdict = new Verdict([Refund], Known("Waiting", 0, [new([Refund, "needs_operator", true, "bestpay", "FAIL"])], []));
        Assert.Empty(verdict.Open);
        Assert.Equal([Refund], verdict.ForTwoPeople);
        Assert.Equal(["1 in needs_operator (bestpay, FAIL)"], verdict.Queues);
    }

    private static Verdict Of(string state, long booked, params TruthLine[] truth) => new([Refund], Known(state, booked, [], truth));

    private static Verdict.Records Known(string state, long booked, IReadOnlyList<Row> queued, IReadOnlyList<TruthLine> truth) => new(
        [new([Refund, state, null, "M1"])], [new([Refund, "R1"]), new([Refund, "R2"])], queued, [new([Refund, booked])], truth);

    private static TruthLine Moved(string kind, string no, long fen, string destination = "payer") => new(
        "wechat", kind, "1900099901", no, "42", "1", fen, "CNY", destination, DateTimeOffset.UnixEpoch, DateOnly.MinValue);
}
