using Channels;
using Microsoft.EntityFrameworkCore;
using RefundCenter.Legs;

namespace RefundCenter.Calls;

/// <summary>The bytes that legs are sent with.</summary>
internal sealed class LegRequests
{
    private readonly Dictionary<(Guid, LegStep), ChannelRequest> earlier = [];
    private readonly ChannelDirectory channels;

    private LegRequests(ChannelDirectory channels) => this.channels = channels;

    /// <summary>
    /// Reads the bytes of the first send of the kind: a retry repeats them even if our settings have changed since (S4).
    /// </summary>
    public static async Task<LegRequests> Of(
        RefundCenterDb db, IEnumerable<Leg> legs, ChannelDirectory channels, CancellationToken ct)
    {
        var requests = new LegRequests(channels);
        Guid[] again = [.. legs.Where(l => l.Step is LegStep.Submit && l.Submits > 0
            || l.Step is LegStep.ReturnToMerchant && l.ReturnSentAt is not null).Select(l => l.Id)];
        if (again.Length == 0) return requests;
        var sends = await db.Sends.AsNoTracking()
            .Where(s => again.Contains(s.LegId) && s.Body != null).OrderBy(s => s.No).ToListAsync(ct);
        foreach (var send in sends.Where(s => !WasNeverMade(s)))
            requests.earlier.TryAdd((send.LegId, send.Step), send.Request()!);
        return requests;
    }

    /// <summary>What the release before composed without our settings, and said itself that it has sent nothing.</summary>
    private static bool WasNeverMade(Send send) =>
        send.Detail is { } detail && detail.EndsWith("_NOT_CONFIGURED", StringComparison.Ordinal);

    /// <summary>Null for a query, and where the channel knows no such request.</summary>
    public ChannelRequest? For(Leg leg, ChannelRefund refund) =>
        earlier.GetValueOrDefault((leg.Id, leg.Step!.Value)) ?? leg.Step switch
        {
            LegStep.Submit => channels[leg.Channel].Compose(refund),
            LegStep.ReturnToMerchant => channels[leg.Channel].ComposeReturnToMerchant(refund),
            _ => null,
        };
}
