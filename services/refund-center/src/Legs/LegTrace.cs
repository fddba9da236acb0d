using System.Diagnostics;
using Platform.Observability;

namespace RefundCenter.Legs;

/// <summary>Spans in the trace of a leg's order: a merchant's request leads to the channel and back.</summary>
internal static class LegTrace
{
    public static Activity? Start(string what, string? traceParent, string no, ActivityKind kind = ActivityKind.Internal) =>
        PlatformActivity.Source.StartActivity(what, kind, traceParent)?.SetTag("refund.no", no);
}
