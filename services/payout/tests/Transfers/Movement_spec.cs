using Channels;
using Payout.Transfers;

namespace Payout.Tests.Transfers;

public sealed class A_movement_on_the_account : TransferSpec
{
    [Fact]
    public void Makes_a_transfer_succeed_with_the_banks_reference_and_day()
    {
        var transfer = Sent(Unknown);
        Bank(transfer, TransferReportKind.Booked);
        Assert.Equal(
            (TransferPhase.Booked, 8_80L, "B1"), (transfer.Phase, transfer.MovedMinor, transfer.BankReference));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 16, 0, 0, TimeSpan.Zero), transfer.BankTime);
        Assert.Null(transfer.DueAt);
    }

    [Theory]
    [InlineData(8_80)]
    [InlineData(8_30)]
    public void Sends_it_back_with_what_came_back(long minor)
    {
        var transfer = Sent(Unknown);
        Bank(transfer, TransferReportKind.Booked);
        Bank(transfer, TransferReportKind.Returned, minor, "B2");
        Assert.Equal((TransferPhase.Returned, minor), (transfer.Phase, transfer.ReturnedMinor));
        Assert.Equal("payout_returned", transfer.Error!.Code);
        Assert.Contains("AC04", transfer.Error.Message);
    }

    [Fact]
    public void Leaves_the_payee_paid_when_a_second_booking_is_corrected()
    {
        var transfer = Sent(Unknown);
        Bank(transfer, TransferReportKind.Booked);
        Bank(transfer, TransferReportKind.Booked, reference: "B2");
        Assert.Equal((TransferPhase.Booked, 17_60L), (transfer.Phase, transfer.MovedMinor));
        Bank(transfer, TransferReportKind.Reversed, reference: "B3");
        Assert.Equal((TransferPhase.Booked, null), (transfer.Phase, transfer.Error));
    }

    [Fact]
    public void Is_taken_over_whatever_was_decided_before()
    {
        var dead = Sent(Rejected);
        var stopped = Ordered();
        stopped.Stop(Now);
        foreach (var transfer in (Transfer[])[dead, stopped, Ordered(), Ordered(isPayeeKnown: false)])
        {
            var version = transfer.Version;
            Bank(transfer, TransferReportKind.Booked);
            Assert.Equal((TransferPhase.Booked, version + 1, null), (transfer.Phase, transfer.Version, transfer.Error));
        }
    }

    [Theory]
    [InlineData(8_80)]
    [InlineData(8_30)]
    public void Comes_in_any_order(long returned)
    {
        var (orderly, late) = (Sent(Unknown), Sent(Unknown));
        Bank(orderly, TransferReportKind.Booked);
        Bank(orderly, TransferReportKind.Returned, returned, "B2");
        Bank(late, TransferReportKind.Returned, returned, "B2");
        Assert.Equal(Known(orderly), Known(late));
        Bank(late, TransferReportKind.Booked);
        Assert.Equal(Known(orderly), Known(late));
        Assert.Equal((TransferPhase.Returned, 8_80L, returned), (late.Phase, late.Moved.Minor, late.ReturnedMinor));
    }

    [Theory]
    [InlineData("back out")]
    [InlineData("back back out")]
    [InlineData("back out back out")]
    [InlineData("out back back")]
    public void Is_never_told_with_more_coming_back_than_went_out(string story)
    {
        var (transfer, line) = (Sent(Unknown), 0);
        foreach (var way in story.Split(' '))
        {
            var kind = way == "out" ? TransferReportKind.Booked : TransferReportKind.Returned;
            Bank(transfer, kind, reference: $"B{++line}");
            Assert.InRange(transfer.Returned.Minor, 0, transfer.Moved.Minor);
        }
    }

    [Fact]
    public void Ends_all_questions_about_it()
    {
        var transfer = Sent(Unknown);
        Bank(transfer, TransferReportKind.Booked);
        Ask(transfer, Rejected);
        Ask(transfer, new ChannelAnswer.NeverSeen(), isSilent: true);
        transfer.Answered(1, Rejected, Now, Rules);
        Assert.Equal((TransferPhase.Booked, null), (transfer.Phase, transfer.Certificate));
    }

    private static object Known(Transfer transfer) => (
        transfer.Phase, transfer.Moved, transfer.Returned, transfer.BankReference, transfer.BankTime, transfer.Error);
}
