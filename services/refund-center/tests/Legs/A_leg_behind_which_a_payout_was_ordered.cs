using Channels;
using RefundCenter.Legs;
using static RefundCenter.Tests.Legs.LegStory;

namespace RefundCenter.Tests.Legs;

/// <summary>Before a restore, of which this leg's row knows nothing.</summary>
public sealed class A_leg_behind_which_a_payout_was_ordered
{
    [Fact]
    public void Is_never_sent_again_and_dies_when_the_channel_has_never_seen_it()
    {
        var story = Overtaken().Then(NeverSeen);
        Assert.Equal((LegStatus.Ready, LegStep.Query), (story.Leg.Status, story.Leg.Step!.Value));
        story.Then(NeverSeen);
        Assert.Equal((LegStatus.Dead, CertificateKind.Overtaken), (story.Leg.Status, story.Certificate!.Kind));
        Assert.True(story.Certificate.Evidence.AskedAt >= Start + Settling);
        Assert.All(story.Sends, send => Assert.Equal(LegStep.Query, send.Step));
    }

    [Fact]
    public void Is_asked_for_when_it_was_just_to_be_sent()
    {
        var story = new LegStory(restored: true).Then(NeverSeen, NeverSeen);
        Assert.Equal(LegStep.Submit, story.Leg.Step);
        story.Apply(story.Leg.Overtaken(2, story.Now)).Then(NeverSeen);
        Assert.Equal(CertificateKind.Overtaken, story.Certificate!.Kind);
    }

    [Fact]
    public void Dies_of_what_the_channel_says_when_it_says_something()
    {
        Assert.Equal(
            CertificateKind.DefiniteCode,
            Overtaken().Then(Refused(Refusal.Final), Refused(Refusal.Final)).Certificate!.Kind);
        var returned = Overtaken().Then(Done(Destination.Merchant));
        Assert.Equal(
            (CertificateKind.ReturnedToMerchant, Amount.Minor),
            (returned.Certificate!.Kind, returned.Leg.ToOwnAccountMinor));
    }

    [Fact]
    public void Is_recorded_as_paid_when_it_has_paid() =>
        Assert.Equal(LegStatus.Succeeded, Overtaken().Then(Done()).Leg.Status);

    [Fact]
    public void Has_its_certificate_again_and_stays_paid_when_it_had_paid_before()
    {
        var story = new LegStory(restored: true).Then(Done());
        var moved = story.Leg.Version;
        story.Apply(story.Leg.Overtaken(2, story.Now));
        Assert.Equal(
            (LegStatus.Succeeded, LegStanding.Paid, CertificateKind.Overtaken),
            (story.Leg.Status, story.Leg.Standing, story.Certificate!.Kind));
        Assert.True(story.Leg.Version > moved);                   // its execution must hear of it
    }

    private static LegStory Overtaken()
    {
        var story = new LegStory(restored: true);
        return story.Apply(story.Leg.Overtaken(2, story.Now));
    }
}
