using Gateway.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Refunds;

/// <summary>Every version but the first goes through here: into the history, and to whoever wants webhooks.</summary>
internal static class ToldChanges
{
    public static void Tell(this IWebhookQueue webhooks, DbContext db, Refund refund)
    {
        db.Add(RefundChange.Of(refund));
        webhooks.Add(db, refund);
    }
}
