using Channels;
using Channels.Calendars;
using Contracts;
using Payout.Transfers;

namespace Payout.Tests.Transfers;

/// <summary>A transfer by itself, on a day of the bank's, with the real rulebook.</summary>
public abstract class TransferSpec
{
    protected const string No = "R0123456789ABCDEFGHI";
    protected static readonly DateTimeOffset Start = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);
    protected static readonly DateOnly Day = new(2026, 3, 2);

    protected static BankRules Rules { get; } = new(
        RulebookReader.ReadFile(
            Path.Combine(AppContext.BaseDirectory, "rulebooks", "bank-file.json")), WorkingCalendar.China, TimeSpan.FromSeconds(10));

    protected DateTimeOffset Now { get; set; } = Start;

    protected static TransferTerms Terms(long minor = 8_80, string currency = "CNY") =>
        new(new Guid("00000000-0000-7000-8000-000000000001"), No, Guid.Empty, new Money(minor, currency), null);

    protected Transfer Ordered(bool isPayeeKnown = true) => Transfer.Order(Terms(), isPayeeKnown, Now, Rules);

    protected Transfer Claimed()
    {
        var transfer = Ordered();
        transfer.Claim(Now, Rules);
        return transfer;
    }

    /// <summary>Claimed, and its send answered.</summary>
    protected Transfer Sent(ChannelAnswer answer)
    {
        var transfer = Claimed();
        transfer.Answered(1, answer, Now, Rules);
        return transfer;
    }

    protected void Ask(Transfer transfer, ChannelAnswer answer, bool isSilent = false) =>
        transfer.Asked(answer, Now, isSilent, Rules);

    protected void Bank(Transfer transfer, TransferReportKind kind, long minor = 8_80, string reference = "B1") =>
        transfer.Move(
        new TransferReport(
            No, kind, new Money(minor, "CNY"), reference, kind is TransferReportKind.Booked ? null : "AC04", Day),
        Now, Rules);

    protected static ChannelAnswer Unknown => new ChannelAnswer.Unknown("silence");

    protected static ChannelAnswer Rejected =>
        new ChannelAnswer.Refused(Refusal.Final, "AC01", "The account is wrong.");

    protected static ChannelAnswer NotSent =>
        new ChannelAnswer.Refused(Refusal.SameNumberLater, "NOT_SENT", "No connection.");
}
