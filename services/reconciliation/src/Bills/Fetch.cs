namespace Reconciliation.Bills;

/// <summary>
/// The intent to have one file of one day. Claimed by <see cref="FetchDueFiles"/>; between the claim and the answer
/// no transaction is open, and an answer to a claim that was taken over by another worker does not count.
/// </summary>
public sealed class Fetch
{
    public Guid Id { get; private init; }
    public Guid RunId { get; private init; }
    public string Channel { get; private init; } = "";
    public string ChannelMerchant { get; private init; } = "";
    public DateOnly Day { get; private init; }
    public string Kind { get; private init; } = "";

    /// <summary>The round of the run that asks.</summary>
    public int Round { get; private set; }

    /// <summary>The last round that has its answer.</summary>
    public int AnsweredRound { get; private set; }

    /// <summary>When to ask, business time; null when nothing is wanted.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>Nobody else claims it before, real time.</summary>
    public DateTimeOffset? LeaseUntil { get; private set; }

    public int ClaimNo { get; private set; }

    /// <summary>Questions in this round without a file.</summary>
    public int Tries { get; private set; }

    /// <summary>
    /// What came last: <c>loaded</c>, <c>unchanged</c>, <c>no_trade</c>, <c>not_ready …</c>, <c>broken …</c>.
    /// </summary>
    public string? Answer { get; private set; }

    /// <summary>The file that counts; null until the first one.</summary>
    public Guid? FileId { get; private set; }

    public static Guid IdOf(Guid runId, string kind) => NameId.Of($"fetch|{runId:N}|{kind}");

    public static Fetch Of(Guid runId, string channel, string channelMerchant, DateOnly day, string kind) => new()
    {
        Id = IdOf(runId, kind), RunId = runId, Channel = channel, ChannelMerchant = channelMerchant, Day = day,
        Kind = kind,
    };

    /// <returns>True when this round has its file already: answer again.</returns>
    public bool Ask(int round, DateTimeOffset now)
    {
        if (round > Round) (Round, DueAt, Tries) = (round, now, 0);
        return AnsweredRound >= round;
    }

    /// <param name="leaseUntil">Real time.</param>
    public void Claim(DateTimeOffset leaseUntil) => (LeaseUntil, ClaimNo) = (leaseUntil, ClaimNo + 1);

    /// <summary>A file is there: a new one, or the one that is known.</summary>
    public void Arrived(Guid fileId, bool isNew) =>
        (FileId, Answer, AnsweredRound, DueAt, LeaseUntil) =
            (fileId, isNew ? "loaded" : "unchanged", Round, null, null);

    /// <summary>
    /// Nobody traded on that day, so there will be no file. The round has its answer; the day proves nothing by silence.
    /// </summary>
    public void NothingWasTraded() =>
        (Answer, AnsweredRound, DueAt, LeaseUntil) = ("no_trade", Round, null, null);

    /// <summary>No file that counts: ask again later.</summary>
    public void Delayed(string answer, DateTimeOffset dueAt) =>
        (Answer, DueAt, Tries, LeaseUntil) = (answer, dueAt, Tries + 1, null);
}
