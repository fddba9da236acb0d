using Simulators.Misfortunes;

namespace Simulators.WeChatPay;

internal static class WeChatPaySetup
{
    public static void AddWeChatPay(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection("WeChatPay");
        var settings = section.Get<WeChatPaySettings>() ?? new WeChatPaySettings();
        builder.Services
            .AddSingleton(settings)
            .AddSingleton(TestKeys.Read())
            .AddSingleton(new MisfortuneBook(settings.Misfortunes))
            .AddSingleton<Platform>()
            .AddSingleton<MerchantBook>()
            .AddSingleton<NoticeSender>()
            .AddSingleton<RefundLedger>()
            .AddSingleton<FrontDoor>()
            .AddSingleton<BillDesk>();
    }

    public static void MapWeChatPay(this WebApplication app)
    {
        app.MapRefunds();
        app.MapCertificates();
        app.MapBills();
        app.MapControl();
    }
}
