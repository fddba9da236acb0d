using Simulators.Control;
using Simulators.Misfortunes;

namespace Simulators.BankPortal;

internal static class PortalSetup
{
    public const string Name = "bank-portal";

    public static void AddBankPortal(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration.GetSection("BankPortal").Get<PortalSettings>() ?? new PortalSettings();
        builder.Services
            .AddSingleton(settings)
            .AddKeyedSingleton(Name, new MisfortuneBook(settings.Misfortunes))
            .AddSingleton<PortalKeys>()
            .AddSingleton<PortalBook>()
            .AddSingleton<PortalControl>()
            .AddSingleton<ISimulatedChannel>(services => services.GetRequiredService<PortalControl>());
    }

    public static void MapBankPortal(this WebApplication app)
    {
        app.MapPortal();
        app.MapControl(app.Services.GetRequiredService<PortalControl>());
    }
}
