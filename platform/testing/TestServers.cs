using System.Diagnostics;

namespace Platform.Testing;

/// <summary>The broker and database that <c>./run test</c> (or <c>./run infra</c>) started for the tests.</summary>
public static class TestServers
{
    public static string Database => Need("PLATFORM_TEST_DATABASE");

    public static Uri Broker => new(Need("PLATFORM_TEST_BROKER"));

    /// <summary>A virtual host of one's own: exchanges are named after message types, so tests must not share one.</summary>
    public static async Task<Uri> CreateVirtualHostAsync()
    {
        var name = "t" + Guid.CreateVersion7().ToString("N");
        var user = Uri.UnescapeDataString(Broker.UserInfo.Split(':')[0]);
        await Ctl("add_vhost", name);
        await Ctl("set_permissions", "-p", name, user, ".*", ".*", ".*");
        return new UriBuilder(Broker) { Path = name }.Uri;
    }

    public static Task DropVirtualHostAsync(Uri broker) => Ctl("delete_vhost", broker.AbsolutePath.Trim('/'));

    /// <summary>Runs rabbitmqctl on the test broker and returns what it printed.</summary>
    public static async Task<string> Ctl(params string[] arguments)
    {
        var prefix = Need("PLATFORM_TEST_BROKER_CTL").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var start = new ProcessStartInfo(prefix[0]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in prefix.Skip(1).Concat(arguments)) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"rabbitmqctl {string.Join(' ', arguments)}: {await output}{await error}");
    }

    private static string Need(string variable) =>
        Environment.GetEnvironmentVariable(variable)
            ?? throw new InvalidOperationException($"{variable} is not set: run the tests by ./run test, or source what ./run infra prints.");
}
