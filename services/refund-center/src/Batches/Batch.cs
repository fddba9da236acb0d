using Channels;
using Contracts;

namespace RefundCenter.Batches;

/// <summary>
/// Refunds that go to one bank in one file or on one sheet (批次, S145, S146): what is in it never changes; what people
/// did with it does, under its row's lock.
/// </summary>
public sealed class Batch
{
    private Batch() { }

    public Guid Id { get; private set; }

    /// <summary>Of <see cref="BatchNo"/>; the bank sees it.</summary>
    public string No { get; private set; } = "";

    public string Channel { get; private set; } = "";
    public string ChannelMerchant { get; private set; } = "";
    public string Method { get; private set; } = "";

    /// <summary>The working day whose cut-off closed it, in the bank's zone.</summary>
    public DateOnly Day { get; private set; }

    public int Count { get; private set; }
    public Money Sum { get; private set; }

    /// <summary>Exactly what is handed over.</summary>
    public byte[] Workbook { get; private set; } = [];

    public string WorkbookSha256 { get; private set; } = "";
    public byte[] Csv { get; private set; } = [];
    public string CsvSha256 { get; private set; } = "";
    public BatchState State { get; private set; }
    public DateTimeOffset MadeAt { get; private set; }
    public DateTimeOffset? DownloadedAt { get; private set; }
    public string? DownloadedBy { get; private set; }

    /// <summary>How often it was fetched: each time somebody may carry it to the bank.</summary>
    public int Downloads { get; private set; }

    public DateTimeOffset? HandedOverAt { get; private set; }
    public string? HandedOverBy { get; private set; }

    /// <summary>What the person said: the bank's receipt, why it was late.</summary>
    public string? HandOverNote { get; private set; }

    /// <summary>When its legs become people's work again; null before it is handed over, and when that is done.</summary>
    public DateTimeOffset? AnswerDueAt { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    public DateTimeOffset? WithdrawnAt { get; private set; }

    public static Batch Of(RefundBatch batch, BatchKey key, WrittenBatch written, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), No = batch.No, Channel = key.Channel, ChannelMerchant = key.ChannelMerchant,
        Method = key.Method, Day = batch.Day, Count = batch.Count, Sum = batch.Sum, Workbook = written.Workbook,
        WorkbookSha256 = written.Manifest.WorkbookSha256, Csv = written.Csv, CsvSha256 = written.Manifest.CsvSha256,
        MadeAt = now,
    };

    /// <summary>The first fetch moves it on; it may be fetched again.</summary>
    public void Download(string by, DateTimeOffset now)
    {
        Downloads++;
        if (State is BatchState.Made) (State, DownloadedAt, DownloadedBy) = (BatchState.Downloaded, now, by);
    }

    /// <summary>False when the bank has it already: nothing changes then. One that was withdrawn is there after all.</summary>
    public bool HandOver(string by, string? note, DateTimeOffset now, DateTimeOffset answerDueAt)
    {
        if (State is BatchState.HandedOver or BatchState.Answered) return false;
        (State, HandedOverAt, HandedOverBy, HandOverNote) = (BatchState.HandedOver, now, by, note);
        AnswerDueAt = answerDueAt;
        return true;
    }

    /// <summary>Nobody hands it over; a result that comes for it all the same says that somebody did.</summary>
    public void Withdraw(DateTimeOffset now) => (State, WithdrawnAt) = (BatchState.Withdrawn, now);

    /// <summary>The bank has answered some or all of its lines.</summary>
    public void Answer(bool isWhole, DateTimeOffset now)
    {
        if (isWhole) (State, AnsweredAt, AnswerDueAt) = (BatchState.Answered, AnsweredAt ?? now, null);
    }

    /// <summary>The bank's days are over; its legs were handed to people.</summary>
    public void Late() => AnswerDueAt = null;
}
