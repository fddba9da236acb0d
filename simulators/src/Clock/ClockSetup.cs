namespace Simulators.Clock;

internal static class ClockSetup
{
    /// <summary>The virtual clock and what waits for it; without an offset file it is real time.</summary>
    public static void AddVirtualClock(this WebApplicationBuilder builder)
    {
        var clock = new VirtualClock();
        builder.Services.AddSingleton(clock).AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton<DueWork>().AddHostedService(services => services.GetRequiredService<DueWork>());
        if (builder.Configuration["Clock:OffsetFile"] is { Length: > 0 } path)
            builder.Services.AddHostedService(_ => new OffsetFileReader(clock, path));
    }
}
