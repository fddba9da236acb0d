using Channels;

namespace RefundCenter.Legs;

/// <summary>
/// What becomes of a leg that people carry to its bank, in an uploaded file (S145) or on a sheet (S146). It is sent once,
/// in one batch; nobody can be asked about it, so that the bank's result file, its daily file and people decide.
/// </summary>
public sealed partial class Leg
{
    /// <summary>When people said that its batch is at the bank, or the bank first spoke of it.</summary>
    public DateTimeOffset? HandedOverAt { get; private set; }

    public bool IsByFile => Methods.IsByFile(Method);

    /// <summary>It may go into a batch: nothing of it ever went anywhere, and nobody keeps it back.</summary>
    public bool AwaitsBatch => IsByFile && Status is LegStatus.Ready && DiedAt is null && !IsClaimed && !Taken
        && OvertakenBy is null && SuspendedAt is null;

    /// <summary>The bank may have it, so that its daily file may list it (S140).</summary>
    private bool MayBeAtTheBank => HandedOverAt is not null || MayHaveBeenSentAt is not null || Taken || HasMoved;

    /// <summary>
    /// It stands in a batch. From here on the bank may have it, whatever people say: the send is counted as unanswered,
    /// and nobody ends the leg before they have said what became of the file.
    /// </summary>
    /// <param name="line">The exact bytes of its line.</param>
    /// <param name="now">The present.</param>
    public (Send Send, LegOutcome Outcome) PutInBatch(ChannelRequest line, DateTimeOffset now)
    {
        if (!AwaitsBatch) throw new InvalidOperationException($"Leg {No} awaits no batch.");
        var outcome = Change(now, _ =>
        {
            (LastSendNo, Submits, UnansweredSends, InFlight) = (LastSendNo + 1, Submits + 1, UnansweredSends + 1, true);
            (Status, SubmittedAt, WaitingFor) = (LegStatus.Sent, now, "operator");
        });
        return (new Send
        {
            LegId = Id, No = LastSendNo, Step = LegStep.HandOver, ClaimedAt = now, LeaseUntil = NoLease,
            Operation = line.Operation, Verb = line.Method, Path = line.Path, Body = line.Body,
        }, outcome);
    }

    /// <summary>People said that its batch is at the bank: now the bank is waited for.</summary>
    public LegOutcome HandOver(DateTimeOffset now) => Change(now, _ =>
    {
        if (HandedOverAt is not null) return;
        (HandedOverAt, InFlight) = (now, false);
        if (Status is LegStatus.Sent) WaitingFor = null;
    });

    /// <summary>The bank's days are over without a word: a person looks it up.</summary>
    public LegOutcome ResultIsLate(DateTimeOffset now) => Change(now, _ =>
    {
        if (Standing is LegStanding.Live && WaitingFor is null) WaitingFor = "operator";
    });

    /// <summary>A restore may have made us forget the batch in which it stood: it never goes into another one.</summary>
    private void DoubtFile(DateTimeOffset now)
    {
        if (!IsByFile) return;
        (Status, WaitingFor, MayHaveBeenSentAt, UnansweredSends) = (LegStatus.Unknown, "operator", now, 1);
        (ReportVersion, ReportAt) = (1, now + ReportPause);
    }

    /// <summary>People have no lease: what they carry stays with them.</summary>
    private static readonly DateTimeOffset NoLease = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
