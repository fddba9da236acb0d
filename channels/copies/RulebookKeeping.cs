using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Platform.Hosting;
using Platform.Persistence;

namespace Channels.Copies;

/// <summary>Copies of the channels' rulebooks, which refund-center owns and publishes (M3).</summary>
public static class RulebookKeeping
{
    /// <summary>
    /// The rules, always up to date, in the memory of this process (<see cref="RulebookVersions"/>), and the queue
    /// <c>service-rulebooks</c>.
    /// </summary>
    /// <param name="p">The service's parts.</param>
    /// <param name="isHearing">False in a process that leaves the service's messages to others.</param>
    public static void KeepRulebooks<TDb>(this PlatformBuilder p, bool isHearing = true) where TDb : PlatformDbContext
    {
        p.Services.TryAddSingleton<RulebookVersions>();
        p.DueWork<RulebookCopies>();
        p.Services.AddHostedService(s => s.GetRequiredService<RulebookCopies>());
        if (isHearing) p.Endpoint("rulebooks", e => e.Consumer<RulebookPublishedConsumer<TDb>>());
    }
}
