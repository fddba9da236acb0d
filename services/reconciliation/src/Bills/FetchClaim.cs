namespace Reconciliation.Bills;

/// <summary>One claimed question for a file; only the last claim of a fetch may answer it.</summary>
public sealed record FetchClaim(
    Guid FetchId, int ClaimNo, Guid RunId, int Round, string Channel, string ChannelMerchant, DateOnly Day, string Kind)
{
    public static FetchClaim Of(Fetch x) =>
        new(x.Id, x.ClaimNo, x.RunId, x.Round, x.Channel, x.ChannelMerchant, x.Day, x.Kind);
}
