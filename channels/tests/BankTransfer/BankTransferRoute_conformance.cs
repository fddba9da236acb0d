using Channels.Tests.Conformance;

namespace Channels.Tests.BankTransfer;

public sealed class The_route_bank_file : PayoutRouteConformance
{
    protected override IPayoutRoute RouteOver(HttpMessageHandler line) => TestBank.RouteOver(line);

    protected override HttpResponseMessage SaysAccepted() => TestBank.Says(TestBank.Report(Order.No, "ACTC", "ACSP"));

    protected override HttpResponseMessage SaysDuplicate() =>
        TestBank.Says(TestBank.Report(Order.No, "RJCT", null, "AM05"));

    protected override HttpResponseMessage RefusesForAReasonNobodyKnows() =>
        TestBank.Says(TestBank.Report(Order.No, null, "RJCT", "ZZ99"));
}
