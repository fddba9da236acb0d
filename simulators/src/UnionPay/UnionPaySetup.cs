using Simulators.Control;
using Simulators.Misfortunes;

namespace Simulators.UnionPay;

internal static class UnionPaySetup
{
    public const string Name = "unionpay";

    public static void AddUnionPay(this WebApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection("UnionPay");
        var settings = section.Get<UnionPaySettings>() ?? new UnionPaySettings();
        builder.Services
            .AddSingleton(settings)
            .AddKeyedSingleton(Name, new MisfortuneBook(settings.Misfortunes))
            .AddSingleton<Platform>()
            .AddSingleton<MerchantBook>()
            .AddSingleton<NoticeSender>()
            .AddSingleton<RefundLedger>()
            .AddSingleton<DayFiles>()
            .AddSingleton<FrontDoor>()
            .AddSingleton<UnionPayControl>()
            .AddSingleton<ISimulatedChannel>(services => services.GetRequiredService<UnionPayControl>());
    }

    public static void MapUnionPay(this WebApplication app)
    {
        app.MapGateway();
        var control = app.Services.GetRequiredService<UnionPayControl>();
        var sim = app.MapControl(control);
        sim.MapPost("/adjustments", (Adjustment[] adjustments) =>
        {
            foreach (var adjustment in adjustments) control.Adjust(adjustment);
            return Results.Ok(new { booked = adjustments.Length });
        });
        sim.MapGet("/notices", (NoticeSender notices) => Results.Ok(new { delivered = notices.Delivered }));
    }
}
