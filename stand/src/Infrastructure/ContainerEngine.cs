namespace Stand.Infrastructure;

/// <summary>A container engine that answers.</summary>
/// <param name="Program">docker or podman.</param>
public sealed record ContainerEngine(string Program)
{
    /// <summary>The broker's image; PLATFORM_BROKER_IMAGE overrides it.</summary>
    public string BrokerImage { get; } =
        Environment.GetEnvironmentVariable("PLATFORM_BROKER_IMAGE") ?? "rabbitmq:3.13";

    /// <summary>The database's image; PLATFORM_DATABASE_IMAGE overrides it.</summary>
    public string DatabaseImage { get; } =
        Environment.GetEnvironmentVariable("PLATFORM_DATABASE_IMAGE") ?? "postgres:15";

    /// <summary>The first engine that is installed and answers; null when there is none.</summary>
    public static async Task<ContainerEngine?> Find()
    {
        foreach (var program in (string[])["docker", "podman"])
            if (Tool.Exists(program) && (await Tool.Try([program, "info"])).Code == 0)
                return new ContainerEngine(program);
        return null;
    }

    /// <summary>
    /// Makes sure that an image is there; false when it can be had neither here nor from its registry.
    /// </summary>
    public async Task<bool> Fetch(string image, CancellationToken ct) =>
        (await Tool.Try([Program, "image", "inspect", image], ct)).Code == 0
        || (await Tool.Try([Program, "pull", image], ct)).Code == 0;
}
