using Accounting.Journals;
using MassTransit;

namespace Accounting.Shortages;

/// <summary>Wakes those who wait, in the transaction of the credit.</summary>
internal static class Arrivals
{
    /// <summary>To be called by every consumer that may have credited a pocket.</summary>
    public static async Task PublishArrivals(this ConsumeContext context, Ledger ledger)
    {
        foreach (var arrival in ledger.TakeArrivals()) await context.Publish(arrival);
    }
}
