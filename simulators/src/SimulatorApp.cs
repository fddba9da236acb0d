using Simulators.Alipay;
using Simulators.BankPortal;
using Simulators.BankTransfer;
using Simulators.BestPay;
using Simulators.Clock;
using Simulators.Control;
using Simulators.Keys;
using Simulators.Truth;
using Simulators.UnionPay;
using Simulators.WeChatPay;

namespace Simulators;

/// <summary>
/// The outside world in one process: every channel and bank that the platform talks to, over their own protocols.
/// One registration and one mapping line per channel folder; what they share is the clock and the truth log.
/// </summary>
public static class SimulatorApp
{
    /// <summary>Builds the app; tests start the same one on a free port.</summary>
    public static WebApplication Build(params string[] args) => Build(_ => { }, args);

    /// <summary>With something else than usual, for tests that stay in memory.</summary>
    public static WebApplication Build(Action<WebApplicationBuilder> change, string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);     // hundreds of calls a second
        builder.AddVirtualClock();
        builder.AddTruth();
        builder.Services.AddSingleton(TestKeys.Read()).AddSingleton(_ => new NoticeLine(new SocketsHttpHandler()));
        builder.AddWeChatPay();
        builder.AddAlipay();
        builder.AddBestPay();
        builder.AddUnionPay();
        builder.AddBankTransfer();
        builder.AddBankPortal();
        change(builder);

        var app = builder.Build();
        app.MapGet("/health", () => "ok");
        app.MapGet("/health/ready", () => "ok");               // as the services have it
        app.MapTruth();
        app.MapWeChatPay();
        app.MapAlipay();
        app.MapBestPay();
        app.MapUnionPay();
        app.MapBankTransfer();
        app.MapBankPortal();
        return app;
    }
}
