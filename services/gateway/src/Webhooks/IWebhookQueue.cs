using Gateway.Refunds;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Webhooks;

/// <summary>Tells a merchant of a refund's new version, in the transaction that made it.</summary>
public interface IWebhookQueue
{
    /// <summary>Writes what is to be delivered; one version at most once.</summary>
    void Add(DbContext db, Refund refund);
}
