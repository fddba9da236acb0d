namespace Simulators.Truth;

internal static class TruthEndpoints
{
    public static void AddTruth(this WebApplicationBuilder builder) =>
        builder.Services.AddSingleton(_ => new TruthLog(builder.Configuration["Truth:File"])).AddSingleton<World>();

    /// <summary><c>GET /truth[?channel=&amp;no=&amp;paymentNo=]</c>: the lines as a JSON array, oldest first.</summary>
    public static void MapTruth(this WebApplication app) =>
        app.MapGet("/truth", (TruthLog truth, string? channel, string? no, string? paymentNo) =>
            Results.Json(truth.All().Where(line =>
                (channel is null || line.Channel == channel)
                && (no is null || line.No == no)
                && (paymentNo is null || line.PaymentNo == paymentNo)), TruthLog.Json));
}
