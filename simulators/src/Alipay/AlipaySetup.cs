using Simulators.Control;
using Simulators.Misfortunes;

namespace Simulators.Alipay;

internal static class AlipaySetup
{
    public const string Name = "alipay";

    public static void AddAlipay(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection("Alipay");
        var settings = section.Get<AlipaySettings>() ?? new AlipaySettings();
        builder.Services
            .AddSingleton(settings)
            .AddKeyedSingleton(Name, new MisfortuneBook(settings.Misfortunes))
            .AddSingleton<Platform>()
            .AddSingleton<MerchantBook>()
            .AddSingleton<MessageSender>()
            .AddSingleton<RefundDesk>()
            .AddSingleton<BillDesk>()
            .AddSingleton<AlipayControl>()
            .AddSingleton<ISimulatedChannel>(services => services.GetRequiredService<AlipayControl>())
            .AddSingleton(services => new Gateway(
                settings, services.GetRequiredService<MerchantBook>(), services.GetRequiredService<Platform>(),
                (services.GetRequiredService<RefundDesk>(), services.GetRequiredService<BillDesk>()),
                (services.GetRequiredKeyedService<MisfortuneBook>(Name), services.GetRequiredService<World>())));
    }

    public static void MapAlipay(this WebApplication app)
    {
        app.MapPost("/gateway.do", (HttpContext http, Gateway gateway) => gateway.Handle(http));
        app.MapGet("/alipay/billdownload", (string token, BillDesk desk) =>
            desk.Open(token) is { } file ? Results.Bytes(file, "application/zip") : Results.StatusCode(403));
        var sim = app.MapControl(app.Services.GetRequiredService<AlipayControl>());
        sim.MapGet("/messages", (MessageSender messages) => Results.Ok(new { delivered = messages.Delivered }));
    }
}
