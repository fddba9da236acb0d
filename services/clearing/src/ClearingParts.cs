using Clearing.Deductions;
using Clearing.Payments;
using Clearing.Queue;
using Clearing.Restores;
using Contracts.Restores;
using Platform.Hosting;

namespace Clearing;

/// <summary>The table of contents of the service: every queue with its listeners, and every poller.</summary>
internal static class ClearingParts
{
    public static void AddClearing(this PlatformBuilder p)
    {
        p.Endpoint("payments", e =>
        {
            e.Consumer<PaymentCapturedConsumer>();
            e.Consumer<CaptureBookedConsumer>();
        });
        p.Endpoint("deductions", e => e.Saga<DeductionStateMachine, DeductionState>(DeductionRows.LockRows));
        p.Endpoint("queue", e =>
        {
            e.Consumer<FundsArrivedConsumer>();
            e.Consumer<TryHeadConsumer>();
        });
        p.Endpoint("restores", e => e.Consumer<RestoredToConsumer>());
        p.DueWork<AskForBookings>();
        p.AnnounceRestore((id, time) => new RestoredTo(id, "clearing", time));
        p.RepeatAfterRestore<ClearingDb, RepeatPayments>();
        p.RepeatAfterRestore<ClearingDb, RepeatDeductions>();
    }
}
