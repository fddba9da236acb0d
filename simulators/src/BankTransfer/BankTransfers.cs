using Simulators.Clock;
using Simulators.Truth;

namespace Simulators.BankTransfer;

/// <summary>
/// The bank's inside: files taken over, bookings on the customer's account, notifications about them.
/// </summary>
internal sealed class BankTransfers(
    BankSettings settings, DueWork due, VirtualClock clock, TruthLog truth)
{
    private static readonly TimeSpan Zone = TimeSpan.FromHours(8);
    private readonly Lock gate = new();
    private readonly Dictionary<string, Transfer> transfers = [];
    private readonly List<Booking> bookings = [];
    private readonly List<Booking> notified = [];

    /// <summary>The first day that has a statement; a month before the bank came up.</summary>
    public DateOnly OpenedOn { get; } = DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(Zone).Date).AddDays(-30);

    public DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(Zone).Date);

    public long BalanceMinor
    {
        get { lock (gate) return Balance(); }
    }

    public Transfer? Find(string no)
    {
        lock (gate) return transfers.GetValueOrDefault(no);
    }

    /// <summary>Takes a file over, once; the second time its status is a duplicate's.</summary>
    public TransferStatus Take(BankFile file, BankFate fate)
    {
        lock (gate)
        {
            if (transfers.ContainsKey(file.MsgId)) return new TransferStatus("RJCT", null, "AM05", null);
            var transfer = transfers[file.MsgId] = new Transfer(file, fate);
            var answer = transfer.Status = StatusOf(transfer);
            var lives = answer.Transaction == "ACSP";
            if (lives && !fate.Has(BankFateKind.RejectLater) && !fate.Has(BankFateKind.Dropped))
                ScheduleBooking(transfer);
            return answer;                                        // the file is answered before anything is booked
        }
    }

    /// <summary>Money that comes in by other ways, for example from a channel's settlement.</summary>
    public void Credit(long minor)
    {
        lock (gate) Book(null, minor, "DMCT", null);
    }

    /// <summary>The notifications after a number, at most fifty, with the number of each.</summary>
    public IReadOnlyList<(long No, Booking Booking)> NotificationsAfter(long after)
    {
        lock (gate) return [.. notified.Select((booking, i) => (i + 1L, booking)).Where(n => n.Item1 > after).Take(50)];
    }

    /// <summary>The balance before a day, and what was booked on it.</summary>
    public (long OpeningMinor, IReadOnlyList<Booking> Bookings) DayOf(DateOnly day)
    {
        lock (gate)
            return (
                settings.OpeningMinor + bookings
                    .Where(booking => booking.Day < day).Sum(booking => booking.SignedMinor),
                [.. bookings.Where(booking => booking.Day == day)]);
    }

    private TransferStatus StatusOf(Transfer transfer)
    {
        var fate = transfer.Fate;
        if (fate.Order(BankFateKind.RejectFile) is { } file) return new("RJCT", null, file.Reason ?? "AM10", null);
        if (fate.Order(BankFateKind.Reject) is { } reject) return new("PART", "RJCT", reject.Reason ?? "AC01", null);
        var isShort = settings.EnforceBalance && transfer.File.AmountMinor > Balance();
        return fate.Has(BankFateKind.NoFunds)
            || isShort ? new("PART", "RJCT", "AM04", null) : new("ACTC", "ACSP", null, null);
    }

    private void ScheduleBooking(Transfer transfer)
    {
        var wait = TimeSpan.FromSeconds(settings.BookAfterSeconds);
        if (transfer.Fate.Order(BankFateKind.LateBooking) is { } late) wait += TimeSpan.FromDays(late.Days ?? 1);
        if (wait == TimeSpan.Zero) BookTransfer(transfer);
        else due.At(clock.GetUtcNow() + wait, _ =>
        {
            lock (gate) BookTransfer(transfer);
            return Task.CompletedTask;
        });
    }

    private void BookTransfer(Transfer transfer)
    {
        var times = transfer.Fate.Has(BankFateKind.BookedTwice) ? 2 : 1;
        for (var i = 0; i < times; i++)
        {
            var reference = Book(transfer, -transfer.File.AmountMinor, "DMCT", null);
            transfer.Status = new("ACSC", "ACSC", null, reference);
        }
        if (transfer.Fate.Order(BankFateKind.Return) is not { } back) return;
        due.At(clock.GetUtcNow() + TimeSpan.FromDays(back.Days ?? 1), _ =>
        {
            lock (gate) Book(
                transfer, transfer.File.AmountMinor - (back.ChargeMinor ?? 0), "RRTN", back.Reason ?? "AC04");
            return Task.CompletedTask;
        });
    }

    private string Book(Transfer? transfer, long signedMinor, string family, string? reason)
    {
        var reference = $"BK{bookings.Count + 1:D12}";
        var booking = new Booking(reference, signedMinor, Today, family, transfer?.File.EndToEndId, reason);
        bookings.Add(booking);
        if (transfer is null) return reference;

        var times = transfer.Fate.Has(BankFateKind.NotNotified)
            ? 0 : transfer.Fate.Has(BankFateKind.NotifiedTwice) ? 2
            : 1;
        for (var i = 0; i < times; i++) notified.Add(booking);
        var kind = signedMinor < 0 ? "transfer" : "return";
        truth.Append(new TruthLine(
            "bank-file", kind, settings.Account, transfer.File.EndToEndId, "", reference, Math.Abs(signedMinor), "CNY",
            $"****{transfer.File.PayeeAccount[^Math.Min(4, transfer.File.PayeeAccount.Length)..]}", clock.GetUtcNow(
                ), Today));
        return reference;
    }

    private long Balance() => settings.OpeningMinor + bookings.Sum(booking => booking.SignedMinor);
}

/// <summary>A file that the bank took over, and how it stands.</summary>
internal sealed class Transfer(BankFile file, BankFate fate)
{
    public BankFile File { get; } = file;
    public BankFate Fate { get; } = fate;
    public TransferStatus Status { get; set; } = new("RCVD", null, null, null);
}

/// <summary>Group and transaction status of pain.002, the reason of a rejection, the reference of a booking.</summary>
internal sealed record TransferStatus(string Group, string? Transaction, string? Reason, string? BankReference);

/// <summary>One movement on the customer's account; debits are negative.</summary>
internal sealed record Booking(
    string Reference, long SignedMinor, DateOnly Day, string Family, string? EndToEndId, string? Reason);
