namespace Simulators.BankTransfer;

internal static class BankSetup
{
    public static void AddBankTransfer(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration.GetSection("BankTransfer").Get<BankSettings>() ?? new BankSettings();
        builder.Services
            .AddSingleton(settings)
            .AddSingleton<BankKeys>()
            .AddSingleton<BankFates>()
            .AddSingleton<BankTransfers>()
            .AddSingleton<BankDocuments>()
            .AddSingleton<BankDesk>();
    }

    public static void MapBankTransfer(this WebApplication app)
    {
        app.MapBank();
        app.MapBankControl();
    }
}
