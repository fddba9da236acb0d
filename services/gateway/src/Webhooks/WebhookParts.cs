using Gateway.Refunds;
using Microsoft.EntityFrameworkCore;
using Platform.Hosting;

namespace Gateway.Webhooks;

public static class WebhookParts
{
    public static void AddWebhooks(this PlatformBuilder p) => p.Services.AddSingleton<IWebhookQueue, Nobody>();

    public static void MapWebhooks(this WebApplication app) => _ = app;

    private sealed class Nobody : IWebhookQueue
    {
        public void Add(DbContext db, Refund refund)
        {
        }
    }
}
