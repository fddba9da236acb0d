using Channels;
using RefundCenter.Legs;
using static RefundCenter.Tests.Legs.LegStory;

namespace RefundCenter.Tests.Legs;

/// <summary>
/// All sequences up to length four over the eight answers (refusals and destinations apart) and a lost one, in each
/// retry mode: 4 × 15^4. What may be concluded is worked out again here, from the log alone, so that the rules do not
/// check themselves.
/// </summary>
public sealed class Every_sequence_of_answers
{
    private static readonly ChannelAnswer?[] Answers =
    [
        null, Done(), Done(Destination.Merchant), Accepted, Refused(Refusal.Final), Refused(Refusal.SameNumberLater),
        Refused(Refusal.Funds),
        Refused(Refusal.Configuration), Provisional, Abnormal, NeverSeen, Throttled, Unknown,
        new ChannelAnswer.Done("W9", Destination.Payer, ChargedAmounts.Same(new Contracts.Money(1, "CNY"))),
        new ChannelAnswer.Accepted(null),
    ];

    [Theory]
    [InlineData(RetryMode.SameRequest)]
    [InlineData(RetryMode.QueryFirst)]
    [InlineData(RetryMode.QueryOnly)]
    [InlineData(RetryMode.Never)]
    public void Ends_a_leg_only_with_proof_and_leaves_none_without_a_next_step(RetryMode mode)
    {
        var sequences = 0;
        for (var length = 1; length <= 4; length++)
            for (var n = 0; n < Power(Answers.Length, length); n++)
            {
                Play(mode, n, length);
                sequences++;
            }
        Assert.Equal(Enumerable.Range(1, 4).Sum(l => Power(Answers.Length, l)), sequences);
    }

    private static void Play(RetryMode mode, int sequence, int length)
    {
        var story = new LegStory(mode);
        for (var i = 0; i < length && story.Leg.Step is not null; i++)
        {
            var answer = Answers[sequence % Answers.Length];
            sequence /= Answers.Length;
            story.Then(answer);
            Check(story, answer);
        }
    }

    private static void Check(LegStory story, ChannelAnswer? last)
    {
        var leg = story.Leg;
        var told = () => $"{story.Rules.Retry}: {Told(story)} = {leg.Status}";

        if (leg.Standing is LegStanding.Dead)
        {
            Assert.True(story.Certificate is not null && leg.DiedAt is not null, told());
            Assert.True(IsProven(story.Log), told());
        }
        else
        {
            Assert.True(leg.DiedAt is null && story.Certificate is null, told());
        }
        if (leg.Standing is LegStanding.Paid) Assert.True(story.Log.Any(s => IsPaid(s.Answer)), told());
        if (leg.Standing is LegStanding.Live) Assert.True(leg.DueAt is not null || leg.WaitingFor is not null, told());
        if (last is ChannelAnswer.Throttled && leg.Step is not null) Assert.True(leg.DueAt > story.Now, told());
        if (story.Rules.Retry is RetryMode.QueryOnly)
            Assert.True(leg.Step is not LegStep.Submit
                || story.Log.All(s => s.Asked is not LegStep.Submit || IsRefusedForNow(s.Answer)), told());
        Assert.True(story.Sends.Where(s => s.Step is LegStep.Submit).All(
            s => s.Body!.SequenceEqual(story.Sends[0].Body!)), told());
    }

    private static string Told(LegStory story) =>
        string.Join(", ", story.Log.Select(s => $"{s.Asked} {s.Answer?.GetType().Name ?? "lost"}"));

    /// <summary>
    /// Our own account has it; or a definite refusal and, besides, either every request that may have moved money has
    /// an answer of its own, or a query made after the refusal and the settling time found nothing or a refusal.
    /// </summary>
    private static bool IsProven(IReadOnlyList<Step> log)
    {
        if (log.Any(s => s.Answer is ChannelAnswer.Done { Destination: Destination.Merchant })) return true;
        var refusals = log.Where(s => s.Asked is not LegStep.ReturnToMerchant
            && s.Answer is ChannelAnswer.Refused { Kind: Refusal.Final }).ToList();
        if (refusals.Count == 0) return false;
        var isAnswered = log.Where(s => s.Asked is not LegStep.Query)
            .All(s => !IsMismatch(s.Answer) && s.Answer is not (
                null or ChannelAnswer.Unknown or ChannelAnswer.Throttled or ChannelAnswer.NeverSeen));
        var lastSent = log.Where(s => s.Asked is LegStep.Submit).Max(s => s.AskedAt);
        return isAnswered || refusals.Any(
            refusal => log.Any(s => s.Asked is LegStep.Query && s.AskedAt >= refusal.At + Settling
            && s.AskedAt >= lastSent + Settling
            && s.Answer is ChannelAnswer.NeverSeen or ChannelAnswer.Refused { Kind: Refusal.Final }));
    }

    private static bool IsPaid(ChannelAnswer? answer) =>
        answer is ChannelAnswer.Done { Destination: not Destination.Merchant } && !IsMismatch(answer);

    private static bool IsMismatch(ChannelAnswer? answer) => answer is ChannelAnswer.Done { No: "W9" };

    private static bool IsRefusedForNow(ChannelAnswer? answer) =>
        answer is ChannelAnswer.Refused { Kind: not Refusal.Final } or ChannelAnswer.Throttled;

    private static int Power(int n, int exponent) => exponent == 0 ? 1 : n * Power(n, exponent - 1);
}
