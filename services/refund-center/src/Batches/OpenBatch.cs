using Channels;
using RefundCenter.Legs;

namespace RefundCenter.Batches;

/// <summary>
/// A batch with its lines and legs in hand, locked to change them or loaded apart to see what would happen: the rules
/// are the same.
/// </summary>
internal sealed class OpenBatch(Batch batch, IReadOnlyList<BatchLine> lines, Func<Guid, Leg> legOf, BatchStore store)
{
    public Batch Batch => batch;

    public IReadOnlyList<BatchLine> Lines => lines;

    /// <summary>The bank's.</summary>
    public IRefundTemplate Template => store.Templates[batch.Channel];

    /// <summary>When it should have its result if it is handed over now.</summary>
    public DateTimeOffset AnswerDue(DateTimeOffset now) => store.Days.AnswerDue(batch.Channel, now);

    /// <summary>Every line has its last word: it was refunded, or two people have seen that it was refused for good.</summary>
    public bool IsWhole => lines.All(line => line.Answer is nameof(ChannelAnswer.Done) || (line.IsRefused && !AwaitsSecond(line)));

    /// <summary>Refusals that one person brought, and no second one has confirmed.</summary>
    public IReadOnlyList<BatchLine> Unconfirmed => [.. lines.Where(AwaitsSecond)];

    private bool AwaitsSecond(BatchLine line) => line.IsRefused && legOf(line.LegId).Standing is LegStanding.Live;

    /// <summary>As it was handed over: what stands in a leg and goes into a file never changes.</summary>
    public RefundBatch AsSent() => new(
        batch.No, batch.ChannelMerchant, batch.Day,
        [.. lines.Select(line => new RefundBatchLine(line.LineNo, legOf(line.LegId).Refund()))]);

    /// <summary>The bank's word about one line reaches its leg as an answer to its send, by the rules of any answer.</summary>
    public (LineEffect Effect, Leg Leg, LegOutcome? Outcome) Apply(ReturnedLine returned, DateTimeOffset now)
    {
        var line = lines[returned.LineNo - 1];
        var (leg, isNew) = (legOf(line.LegId), line.Result != returned.Result);
        var before = leg.Status;
        LegOutcome? outcome = null;
        if (isNew)
        {
            var sent = new SentRequest(line.SendNo, LegStep.HandOver, batch.MadeAt);
            outcome = leg.Answered(sent, returned.Answer, now, RulesOf(leg));
            line.Take(returned.Result, returned.Answer, now);
        }
        return (new LineEffect(
            line.LineNo, leg.No, leg.RefundId, leg.Amount, returned.Result, returned.Answer.GetType().Name, before,
            leg.Status, leg.WaitingFor, isNew, [.. (outcome?.Alarms ?? []).Select(alarm => alarm.Detail)]), leg, outcome);
    }

    /// <summary>What people carry is never sent again, and nobody can be asked about it.</summary>
    private LegRules RulesOf(Leg leg) =>
        store.Shelf.RulesOf(leg) with { Retry = RetryMode.Never, ReturnsToMerchant = false };
}
