namespace Deployment;

/// <summary>docker-compose.yml: the same platform on one machine.</summary>
public sealed class The_composition
{
    private static readonly Node Services = Node.ReadAll(Repository.Read("docker-compose.yml")).Single()["services"];

    [Fact]
    public void Names_every_service_with_broker_database_and_simulators() => Assert.Superset(
        Repository.Services.Concat(["rabbitmq", "postgres", "simulators"]).ToHashSet(), Services.Keys.ToHashSet());

    [Fact]
    public void Knows_of_every_part_whether_it_is_well() => Assert.All(
        Repository.Services.Concat(["rabbitmq", "postgres", "simulators"]),
        x => Assert.True(Services[x]["healthcheck/test"].Items.Count > 1, x));

    [Fact]
    public void Starts_nothing_before_what_it_needs_is_well()
    {
        foreach (var (name, service) in Services.Keys.Select(x => (x, Services[x]))
            .Where(x => x.Item2["depends_on"].Exists))
            Assert.All(service["depends_on"].Keys, need =>
            {
                var condition = service["depends_on"].Member(need)["condition"].Text;
                Assert.Contains(condition, new[] { "service_healthy", "service_completed_successfully" });
                var isGated = condition != "service_healthy" || Services.Member(need)["healthcheck"].Exists;
                Assert.True(isGated, $"{name} waits for {need}");
            });
    }

    [Fact]
    public void Migrates_then_declares_queues_then_serves()
    {
        foreach (var service in Repository.Services)
        {
            Assert.Equal(["--migrate"], Services[$"{service}-migrate"]["command"].Items.Select(x => x.Text));
            Assert.Equal(["--topology"], Services[$"{service}-topology"]["command"].Items.Select(x => x.Text));
            Assert.Contains($"{service}-migrate", Services[$"{service}-topology"]["depends_on"].Keys);
            // Whoever publishes finds every queue: all topologies, not only its own.
            Assert.Superset(
                Repository.Services.Select(x => x + "-topology").ToHashSet(),
                Services[service]["depends_on"].Keys.ToHashSet());
        }
    }

    [Fact]
    public void Names_images_by_version_and_never_the_latest() => Assert.All(Services.Keys, x =>
    {
        var image = Services[x]["image"].Text;
        Assert.NotNull(image);
        Assert.Matches(@":\d+\.\d+", image);
        Assert.DoesNotContain("latest", image);
    });

    [Fact]
    public void Sets_no_variable_that_the_program_does_not_know() => Assert.All(Programs(), program =>
    {
        foreach (var variable in Variables(program.Service))
            Assert.True(Settings.Knows(program.Folder, variable), $"{program.Folder}: {variable}");
    });

    [Fact]
    public void Gives_every_service_its_own_database()
    {
        var databases = Repository.Services.Select(x => Services[x]["environment/Database__ConnectionString"].Text!)
            .ToList();
        Assert.Equal(databases.Count, databases.Distinct().Count());
        Assert.All(Repository.Services, x => Assert.Contains(
            $"CREATE DATABASE {x.Replace('-', '_')};", Repository.Read("deploy/compose/databases.sql")));
    }

    [Fact]
    public void Writes_nowhere_and_may_nothing() => Assert.All(Programs(), x =>
    {
        Assert.Equal("true", x.Service["read_only"].Text);
        Assert.Equal(["ALL"], x.Service["cap_drop"].Items.Select(i => i.Text));
    });

    private static IEnumerable<(string Folder, Node Service)> Programs() => Services.Keys
        .Where(x => Services[x]["image"].Text!.StartsWith("refunds/", StringComparison.Ordinal))
        .Select(x => (Folder(Services[x]["image"].Text!.Split('/', ':')[1]), Services[x]));

    private static string Folder(string image) => image == "simulators" ? image : $"services/{image}";

    private static IEnumerable<string> Variables(Node service) => service["environment"].Keys.Concat(
        service["env_file"].Items.SelectMany(x => File.ReadLines(Repository.PathOf(x.Text!)))
            .Where(x => !x.StartsWith('#') && x.Contains('=', StringComparison.Ordinal)).Select(x => x.Split('=')[0]));
}
