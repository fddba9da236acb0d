using Simulators.Control;
using Simulators.Misfortunes;

namespace Simulators.WeChatPay;

internal static class WeChatPaySetup
{
    public const string Name = "wechat";

    public static void AddWeChatPay(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection("WeChatPay");
        var settings = section.Get<WeChatPaySettings>() ?? new WeChatPaySettings();
        builder.Services
            .AddSingleton(settings)
            .AddKeyedSingleton(Name, new MisfortuneBook(settings.Misfortunes))
            .AddSingleton<Platform>()
            .AddSingleton<MerchantBook>()
            .AddSingleton<NoticeSender>()
            .AddSingleton<RefundLedger>()
            .AddSingleton<FrontDoor>()
            .AddSingleton<BillDesk>()
            .AddSingleton<WeChatPayControl>()
            .AddSingleton<ISimulatedChannel>(services => services.GetRequiredService<WeChatPayControl>());
    }

    public static void MapWeChatPay(this WebApplication app)
    {
        app.MapRefunds();
        app.MapCertificates();
        app.MapBills();
        var sim = app.MapControl(app.Services.GetRequiredService<WeChatPayControl>());
        sim.MapGet("/refunds/{mchid}/{no}", (string mchid, string no, MerchantBook merchants) =>
            merchants.Find(mchid) is { } merchant && RefundLedger.Query(merchant, no) is { Status: 200 } answer
                ? Results.Bytes(answer.Body, "application/json")
                : Results.NotFound());
        sim.MapGet("/notices", (NoticeSender notices) => Results.Ok(new
        {
            delivered = notices.Delivered,
            probesSent = notices.Probes.Sent,
            probesSwallowed = notices.Probes.Swallowed,
        }));
    }
}
