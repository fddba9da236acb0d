namespace RefundCenter.Calls;

/// <summary>The two clocks of a claim.</summary>
public sealed class ClaimTimes(
    RefundCenterOptions options, TimeProvider clock, [FromKeyedServices("real")] TimeProvider real)
{
    /// <summary>What is due is due on the business clock.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Until then a call that begins now may go without an answer; real time.</summary>
    public DateTimeOffset LeaseUntil => real.GetUtcNow() + options.SendLease;
}
