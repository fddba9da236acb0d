using Simulators.Control;
using Simulators.Misfortunes;

namespace Simulators.BestPay;

internal static class BestPaySetup
{
    public const string Name = "bestpay";

    public static void AddBestPay(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration.GetSection("BestPay").Get<BestPaySettings>() ?? new BestPaySettings();
        builder.Services
            .AddSingleton(settings)
            .AddKeyedSingleton(Name, new MisfortuneBook(settings.Misfortunes))
            .AddSingleton<Signatures>()
            .AddSingleton<MerchantBook>()
            .AddSingleton<NoticeSender>()
            .AddSingleton<RefundLedger>()
            .AddSingleton<RefundsFileWriter>()
            .AddSingleton<FrontDoor>()
            .AddSingleton<BestPayControl>()
            .AddSingleton<ISimulatedChannel>(services => services.GetRequiredService<BestPayControl>());
    }

    public static void MapBestPay(this WebApplication app)
    {
        app.MapRefunds();
        var sim = app.MapControl(app.Services.GetRequiredService<BestPayControl>());
        sim.MapGet("/refunds/{merchantNo}/{no}", (string merchantNo, string no, MerchantBook merchants) =>
            merchants.Find(merchantNo) is { } merchant && RefundLedger.Look(merchant, no) is { } refund
                ? Results.Ok(refund)
                : Results.NotFound());
        sim.MapGet("/notices", (NoticeSender notices) => Results.Ok(new { delivered = notices.Delivered }));
    }
}
