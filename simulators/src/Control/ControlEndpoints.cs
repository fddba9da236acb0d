using Simulators.Misfortunes;

namespace Simulators.Control;

/// <summary>How tests and the demo arrange the world: <c>/sim/{channel}/payments</c>, <c>balances</c>, <c>misfortunes</c>.</summary>
internal static class ControlEndpoints
{
    public static RouteGroupBuilder MapControl(this WebApplication app, ISimulatedChannel channel)
    {
        var sim = app.MapGroup($"/sim/{channel.Name}");
        sim.MapPost("/payments", (CapturedPayment[] payments, World world) =>
        {
            foreach (var payment in payments) channel.Register(payment, world.Now);
            return Results.Ok(new { registered = payments.Length });
        });
        sim.MapPost("/balances", (Balance balance) => Results.Ok(channel.SetBalance(balance)));
        sim.MapPost("/misfortunes", (MisfortuneOrder[] orders) =>
        {
            foreach (var order in orders) channel.Misfortunes.Add(order);
            return Results.Ok(new { ordered = orders.Length });
        });
        return sim;
    }
}
