using System.Diagnostics;
using Platform.Observability;

namespace Payout.Transfers;

/// <summary>Spans in the trace of a transfer's order: a merchant's request leads to the bank and back.</summary>
internal static class TransferTrace
{
    public static Activity? Start(string what, Transfer transfer, ActivityKind kind = ActivityKind.Internal) =>
        PlatformActivity.Source.StartActivity($"transfer {what}", kind, transfer.TraceParent)
            ?.SetTag("refund.no", transfer.No);
}
