using Stand.Day;
using Stand.Infrastructure;
using Stand.Processes;

namespace Stand.Commands;

/// <summary><c>up</c>: the whole platform in the background; prints where it is to be found.</summary>
public static class UpCommand
{
    /// <summary>Runs the command.</summary>
    public static async Task<int> Run(string[] arguments, CancellationToken ct)
    {
        if (arguments is [Keeper.Option, var id])
        {
            await Keeper.Keep(id, Start, ct);
            return 0;
        }

        var state = await Keeper.StartInBackground("up", arguments);
        foreach (var (name, address) in state.Addresses.OrderBy(a => a.Key, StringComparer.Ordinal))
            Console.WriteLine($"{name,-16} {address}");
        await OfferACall(state);
        Console.WriteLine($"Logs: {Path.Combine(RunDirectory.PathOf(state.Id), "logs")}");
        Console.WriteLine($"End it with: ./run down {state.Id}");
        return 0;
    }

    private static async Task<IAsyncDisposable> Start(RunDirectory run, CancellationToken ct) =>
        await RunningPlatform.Start(run, new StandOptions { MayUseConfiguredServers = true }, ct);

    /// <summary>A merchant with one captured payment, so that there is something to refund at once.</summary>
    private static async Task OfferACall(RunState state)
    {
        var (gateway, simulators) = (new Uri(state.Addresses["gateway"]), new Uri(state.Addresses["simulators"]));
        using var world = new World(simulators);
        using var merchant = await MerchantClient.Open(gateway, ServiceSettings.AdminKey, "you");
        var (now, payment) = (TimeProvider.System.GetUtcNow(), SamplePayments.Read()[1]);
        await world.Knows([payment], now);
        await merchant.RegisterPayment(payment, now);
        var body = $$$"""{"merchant_refund_no":"MY-1","merchant_payment_no":"{{{payment.No}}}","amount":{"minor":100,"currency":"CNY"}}""";
        await MerchantCall.Print(gateway, merchant, $"POST /v1/refunds '{body}' my-first-refund");
        Console.WriteLine("  call GET /v1/refunds");
    }
}
