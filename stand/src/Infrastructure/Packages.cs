namespace Stand.Infrastructure;

/// <summary>
/// Installs Debian's packages of the servers, when we may. Their own system services are not started.
/// </summary>
public static class Packages
{
    private const string StartPolicy = "/usr/sbin/policy-rc.d";

    /// <summary>Makes sure that a server is installed; throws with what to do when it is not and cannot be.</summary>
    public static Task Ensure(string product, string package, Func<bool> isInstalled, CancellationToken ct) =>
        Ensure(product, package, isInstalled, Environment.IsPrivilegedProcess && Tool.Exists("apt-get"), ct);

    /// <summary>The same with the answer to whether we may install given.</summary>
    public static async Task Ensure(
        string product, string package, Func<bool> isInstalled, bool mayInstall, CancellationToken ct)
    {
        if (isInstalled())
            return;
        var failure = "";
        if (mayInstall)
            failure = await Install(package, ct);
        if (!isInstalled())
            throw new StandException($"""
                Missing: {product}. It was looked for as a configured address, in a container engine (docker or podman,
                with its image), and as an installed server. Do one of:
                  - install it: apt-get install {package}
                  - start a container engine
                  - set {(package == "postgresql" ? "PLATFORM_DATABASE to a superuser's connection string"
                      : "PLATFORM_BROKER to amqp://user:password@host:port/virtual-host")} (not used by tests)
                {failure}
                """);
    }

    private static async Task<string> Install(string package, CancellationToken ct)
    {
        // The packages start what they install unless this file says no; we start our own, privately.
        var ours = !File.Exists(StartPolicy);
        if (ours)
        {
            await File.WriteAllTextAsync(StartPolicy, "#!/bin/sh\nexit 101\n", ct);
            File.SetUnixFileMode(StartPolicy, (UnixFileMode)Convert.ToInt32("755", 8));
        }

        try
        {
            var update = await Tool.Try(["apt-get", "update"], ct);
            string[] command = ["apt-get", "install", "--yes", "--no-install-recommends", package];
            var install = await Tool.Try(["env", "DEBIAN_FRONTEND=noninteractive", .. command], ct);
            return install.Code == 0 ? "" : $"apt-get said: {update.Errors.Trim()} {install.Errors.Trim()}";
        }
        finally
        {
            if (ours)
                File.Delete(StartPolicy);
        }
    }
}
