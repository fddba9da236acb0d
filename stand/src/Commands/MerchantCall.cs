using Stand.Day;
using Stand.Infrastructure;
using Stand.Processes;

namespace Stand.Commands;

/// <summary>A merchant's signed call with nothing but curl and openssl, ready to paste into a shell at the root of the checkout.</summary>
internal static class MerchantCall
{
    /// <summary>Prints the call and what the running platform answers to it.</summary>
    public static async Task Show(RunningPlatform platform, MerchantClient merchant, string call, string note)
    {
        await Print(platform.Gateway.BaseAddress, merchant, call);
        var answer = await Tool.Run(
            ["bash", "-c", $"cd '{Checkout.Root}' && {Setting(platform.Gateway.BaseAddress, merchant)} && call {call}"]);
        Console.WriteLine($"\n{answer.Trim()}\n\n{note}");
    }

    public static Task Print(Uri gateway, MerchantClient merchant, string call) => Console.Out.WriteLineAsync(
        $"\nA merchant's call:\n  {Setting(gateway, merchant)}\n  call {call}");

    private static string Setting(Uri gateway, MerchantClient merchant) =>
        $". docs/call.sh; GATEWAY={gateway.AbsoluteUri.TrimEnd('/')} API_KEY={merchant.ApiKey} SIGNING_SECRET={merchant.SigningSecret}";
}
