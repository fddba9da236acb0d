using static Deployment.Manifests;

namespace Deployment;

/// <summary>
/// One test per line of the delivery checklist (security, start, stop, scale, order), over what production would get.
/// </summary>
public sealed class The_manifests
{
    public static TheoryData<string> Sources => Manifests.Sources;

    [Theory, MemberData(nameof(Sources))]
    public void Hold_every_service_under_the_name_of_its_folder(string source)
    {
        Assert.Equal(Repository.Services.Append("gateway-webhooks").Order(), Names(source, "Deployment"));
        foreach (var service in Repository.Services)
            Assert.True(File.Exists(Repository.PathOf($"deploy/k8s/base/{service}.yaml")), service);
    }

    [Theory, MemberData(nameof(Sources))]
    public void Enforce_the_restricted_standard_in_every_namespace(string source)
    {
        var namespaces = OfKind(source, "Namespace");
        Assert.NotEmpty(namespaces);
        Assert.All(namespaces, x =>
            Assert.Equal("restricted", x["metadata/labels"].Member("pod-security.kubernetes.io/enforce").Text));
        Assert.Subset(namespaces.Select(x => x["metadata/name"].Text).ToHashSet(),
            All(source).Select(x => x["metadata/namespace"].Text).Where(x => x is not null).ToHashSet());
    }

    [Theory, MemberData(nameof(Sources))]
    public void Never_run_as_root(string source) => EveryPod(source, pod =>
    {
        Assert.Equal("true", pod["securityContext/runAsNonRoot"].Text);
        Assert.NotEqual("0", pod["securityContext/runAsUser"].Text);
    });

    [Theory, MemberData(nameof(Sources))]
    public void Allow_no_escalation(string source) =>
        EveryContainer(source, x => Assert.Equal("false", x["securityContext/allowPrivilegeEscalation"].Text));

    [Theory, MemberData(nameof(Sources))]
    public void Drop_all_capabilities(string source) =>
        EveryContainer(source, x =>
            Assert.Equal(["ALL"], x["securityContext/capabilities/drop"].Items.Select(i => i.Text)));

    [Theory, MemberData(nameof(Sources))]
    public void Filter_system_calls(string source) =>
        EveryPod(source, pod => Assert.Equal("RuntimeDefault", pod["securityContext/seccompProfile/type"].Text));

    [Theory, MemberData(nameof(Sources))]
    public void Write_nowhere_but_to_a_temporary_folder(string source)
    {
        EveryContainer(source, x => Assert.Equal("true", x["securityContext/readOnlyRootFilesystem"].Text));
        EveryPod(source, pod => Assert.True(Volume(pod, "temporary")["emptyDir"].Exists));
        EveryContainer(source, x => Assert.Contains(x["volumeMounts"].Items, m => m["mountPath"].Text == "/tmp"));
    }

    [Theory, MemberData(nameof(Sources))]
    public void Carry_no_token_of_the_cluster(string source) =>
        EveryPod(source, pod => Assert.Equal("false", pod["automountServiceAccountToken"].Text));

    [Theory, MemberData(nameof(Sources))]
    public void Name_images_by_digest_in_the_release(string source) =>
        EveryContainer(source, x => Assert.Matches("@sha256:[0-9a-f]{64}$", x["image"].Text));

    [Theory, MemberData(nameof(Sources))]
    public void Limit_memory_to_what_was_requested_and_tell_the_runtime(string source) => EveryContainer(source, x =>
    {
        Assert.NotNull(x["resources/requests/cpu"].Text);
        Assert.NotNull(x["resources/requests/memory"].Text);
        Assert.Equal(x["resources/requests/memory"].Text, x["resources/limits/memory"].Text);
        Assert.Equal("50", Variable(x, "DOTNET_GCHeapHardLimitPercent"));       // hexadecimal: 80 %
    });

    [Theory, MemberData(nameof(Sources))]
    public void Give_a_start_two_minutes(string source) => EveryService(source, x =>
    {
        Assert.Equal("/health/startup", x["startupProbe/httpGet/path"].Text);
        Assert.Equal(("2", "60"), (x["startupProbe/periodSeconds"].Text, x["startupProbe/failureThreshold"].Text));
    });

    [Theory, MemberData(nameof(Sources))]
    public void Send_requests_only_to_who_is_ready(string source) =>
        EveryService(source, x => Assert.Equal("/health/ready", x["readinessProbe/httpGet/path"].Text));

    [Theory, MemberData(nameof(Sources))]
    public void Kill_only_for_the_process_itself(string source) =>
        EveryService(source, x => Assert.Equal("/health/live", x["livenessProbe/httpGet/path"].Text));

    [Theory, MemberData(nameof(Sources))]
    public void Let_a_pod_be_forgotten_before_it_stops(string source) =>
        EveryService(source, x => Assert.InRange(int.Parse(x["lifecycle/preStop/sleep/seconds"].Text!), 5, 10));

    [Theory, MemberData(nameof(Sources))]
    public void Give_a_stop_a_minute(string source) => Assert.All(OfKind(source, "Deployment"),
        x => Assert.True(int.Parse(x["spec/template/spec/terminationGracePeriodSeconds"].Text!) >= 60));

    [Theory, MemberData(nameof(Sources))]
    public void Take_away_one_pod_at_a_time(string source)
    {
        var budgets = OfKind(source, "PodDisruptionBudget");
        Assert.Equal(OfKind(source, "Deployment").Select(NameOf).Order(), budgets.Select(NameOf).Order());
        Assert.All(budgets, x => Assert.Equal("1", x["spec/maxUnavailable"].Text));
    }

    [Theory, MemberData(nameof(Sources))]
    public void Spread_over_zones_and_hosts(string source) => Assert.All(OfKind(source, "Deployment"), x =>
    {
        var spread = x["spec/template/spec/topologySpreadConstraints"].Items;
        Assert.All(spread, s => Assert.Equal("1", s["maxSkew"].Text));
        Assert.Equal(["topology.kubernetes.io/zone", "kubernetes.io/hostname"],
            spread.Select(s => s["topologyKey"].Text));
    });

    [Theory, MemberData(nameof(Sources))]
    public void Roll_without_a_gap(string source) => Assert.All(OfKind(source, "Deployment"),
        x => Assert.Equal("0", x["spec/strategy/rollingUpdate/maxUnavailable"].Text));

    [Theory, MemberData(nameof(Sources))]
    public void Never_rest_on_a_single_pod(string source) => Assert.All(OfKind(source, "Deployment"),
        x => Assert.True(int.Parse(x["spec/replicas"].Text!) >= 2));

    [Theory, MemberData(nameof(Sources))]
    public void Deny_every_connection_that_is_not_named(string source)
    {
        var denying = OfKind(source, "NetworkPolicy").Where(x => x["spec/podSelector"].Keys.Count == 0
            && !x["spec/ingress"].Exists && !x["spec/egress"].Exists && x["spec/policyTypes"].Items.Count == 2);
        Assert.Equal(Names(source, "Namespace"), denying.Select(x => x["metadata/namespace"].Text!).Order());
        foreach (var deployment in OfKind(source, "Deployment"))
            Assert.Contains(OfKind(source, "NetworkPolicy"), x => NameOf(x) == NameOf(deployment));
    }

    [Theory, MemberData(nameof(Sources))]
    public void Let_nobody_into_private_networks_who_may_reach_the_internet(string source)
    {
        var blocks = OfKind(source, "NetworkPolicy").SelectMany(x => x["spec/egress"].Items)
            .SelectMany(x => x["to"].Items)
            .Select(x => x["ipBlock"]).Where(x => x.Exists).ToList();
        Assert.NotEmpty(blocks);
        Assert.All(blocks, x => Assert.Superset(
            new HashSet<string?> { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16",
                "100.64.0.0/10" },
            x["except"].Items.Select(i => i.Text).ToHashSet()));
    }

    [Theory, MemberData(nameof(Sources))]
    public void Send_webhooks_from_a_namespace_of_their_own(string source)
    {
        var (sender, gateway) = (Deployment(source, "gateway-webhooks"), Deployment(source, "gateway"));
        Assert.NotEqual(gateway["metadata/namespace"].Text, sender["metadata/namespace"].Text);
        Assert.Equal(("api,messages", "webhooks"),
            (Variable(Containers(gateway).Single(), "Gateway__Roles"),
            Variable(Containers(sender).Single(), "Gateway__Roles")));
        Assert.Equal(Containers(gateway).Single()["image"].Text, Containers(sender).Single()["image"].Text);
        Assert.Contains(OfKind(source, "NetworkPolicy"), x =>
            NameOf(x) == NameOf(sender) && x["spec/egress"].Items.Count == 1);
        Assert.Single(OfKind(source, "Deployment"), x =>
            NameOf(x).StartsWith(sender["metadata/namespace"].Text + "/", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Sources))]
    public void Keep_whoever_sends_webhooks_away_from_the_broker(string source)
    {
        var names = Deployment(source, "gateway-webhooks")["metadata/namespace"].Text;
        var ports = OfKind(source, "NetworkPolicy").Where(x => x["metadata/namespace"].Text == names)
            .SelectMany(x => x["spec/egress"].Items).SelectMany(x => x["ports"].Items).Select(x => x["port"].Text).ToList();
        Assert.Contains("5432", ports);
        Assert.DoesNotContain("5671", ports);
    }

    [Theory, MemberData(nameof(Sources))]
    public void Let_nobody_from_outside_to_what_is_internal_or_sets_up_merchants(string source) => Assert.Equal(
        ["/docs", "/notify", "/openapi", "/v1"],
        OfKind(source, "Ingress").SelectMany(x => x["spec/rules"].Items).SelectMany(x => x["http/paths"].Items)
            .Select(x => x["path"].Text).Order());

    [Theory, MemberData(nameof(Sources))]
    public void Scale_the_gateway_by_its_processors(string source)
    {
        var scalers = OfKind(source, "HorizontalPodAutoscaler");
        Assert.Equal(["gateway", "gateway-webhooks"], scalers.Select(x => x["spec/scaleTargetRef/name"].Text).Order());
        Assert.All(scalers, x => Assert.Equal("cpu", x["spec/metrics"].Items.Single()["resource/name"].Text));
    }

    [Theory, MemberData(nameof(Sources))]
    public void Scale_workers_by_what_waits_in_a_queue_of_theirs(string source)
    {
        var scalers = OfKind(source, "ScaledObject");
        Assert.Equal(
            Names(source, "Deployment").Where(x => !x.StartsWith("gateway", StringComparison.Ordinal)),
            scalers.Select(x => x["spec/scaleTargetRef/name"].Text!).Order());
        Assert.All(scalers, scaler =>
        {
            var (service, trigger) = (scaler["spec/scaleTargetRef/name"].Text!, scaler["spec/triggers"].Items.Single());
            Assert.Equal("rabbitmq", trigger["type"].Text);
            Assert.Contains(trigger["metadata/mode"].Text, new[] { "QueueLength", "ExpectedQueueConsumptionTime" });
            Assert.NotNull(trigger["metadata/activationValue"].Text);
            var endpoint = trigger["metadata/queueName"].Text![(service.Length + 1)..];
            Assert.Contains($"Endpoint(\"{endpoint}\"", string.Concat(Repository.Sources($"services/{service}/src")));
        });
    }

    [Theory, MemberData(nameof(Sources))]
    public void Migrate_then_declare_queues_then_serve(string source)
    {
        var jobs = OfKind(source, "Job");
        Assert.Equal(Repository.Services.SelectMany(x => new[] { x + "-migrate", x + "-topology" })
            .Order(), Names(source, "Job"));
        Assert.All(jobs, x => Assert.Equal([$"--{x["metadata/labels"].Member("refunds/phase").Text}"],
            Containers(x).Single()["args"].Items.Select(a => a.Text)));
        Assert.All(jobs, x =>
            Assert.Equal(x["metadata/name"].Text!.EndsWith("-migrate", StringComparison.Ordinal) ? -2 : -1, Wave(x)));
        Assert.All(OfKind(source, "Namespace")
            .Concat(OfKind(source, "NetworkPolicy").Where(x => x["metadata/name"].Text == "common")),
            x => Assert.True(Wave(x) < -2));
        Assert.All(OfKind(source, "Deployment"), x => Assert.Equal(0, Wave(x)));
    }

    [Theory, MemberData(nameof(Sources))]
    public void Hand_secrets_over_as_files(string source)
    {
        EveryContainer(source, x =>
        {
            Assert.False(x["envFrom"].Exists);
            Assert.All(x["env"].Items, v => Assert.False(v["valueFrom"].Exists, v["name"].Text));
            Assert.DoesNotContain(x["env"].Items, v =>
                v["name"].Text!.Contains("Password") || v["name"].Text!.EndsWith("Key"));
            var folder = Variable(x, "Secrets__Directory");
            Assert.Contains(x["volumeMounts"].Items, m =>
                m["mountPath"].Text == folder && m["readOnly"].Text == "true");
        });
        EveryPod(source, pod => Assert.NotNull(Volume(pod, "secrets")["secret/secretName"].Text));
        Assert.Empty(OfKind(source, "Secret"));
    }

    [Theory, MemberData(nameof(Sources))]
    public void Tell_nobody_that_they_run(string source) =>
        EveryContainer(source, x => Assert.Equal("false", Variable(x, "MASSTRANSIT_USAGE_TELEMETRY")));

    [Theory, MemberData(nameof(Sources))]
    public void Set_no_variable_that_the_service_does_not_know(string source) => EveryContainer(source, x =>
    {
        var service = x["image"].Text!.Split('@')[0].Split('/')[^1];
        Assert.All(x["env"].Items, v =>
            Assert.True(Settings.Knows($"services/{service}", v["name"].Text!), $"{service}: {v["name"].Text}"));
    });

    [Fact]
    public void Name_images_by_tag_in_the_base_and_never_the_latest()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("deploy/k8s"), "*.yaml",
            SearchOption.AllDirectories))
            Assert.All(Node.ReadAll(File.ReadAllText(file)).SelectMany(Containers).Select(x => x["image"].Text)
                .Where(x => x is not null),
                x => Assert.Matches(@"^refunds/[a-z-]+:\d+\.\d+\.\d+$", x));
        Assert.DoesNotContain(":latest", string.Concat(Directory.EnumerateFiles(
            Repository.PathOf("deploy"), "*", SearchOption.AllDirectories).Select(File.ReadAllText)));
    }

    private static IEnumerable<string> Names(string source, string kind) =>
        OfKind(source, kind).Select(x => x["metadata/name"].Text!).Order();

    private static Node Deployment(string source, string name) =>
        OfKind(source, "Deployment").Single(x => x["metadata/name"].Text == name);

    private static IEnumerable<Node> Workloads(string source) =>
        OfKind(source, "Deployment").Concat(OfKind(source, "Job"));

    private static IReadOnlyList<Node> Containers(Node workload) => workload["spec/template/spec/containers"].Items;

    private static void EveryPod(string source, Action<Node> assert) =>
        Assert.All(Workloads(source), x => assert(x["spec/template/spec"]));

    private static void EveryContainer(string source, Action<Node> assert) =>
        Assert.All(Workloads(source).SelectMany(Containers), assert);

    private static void EveryService(string source, Action<Node> assert) =>
        Assert.All(OfKind(source, "Deployment").SelectMany(Containers), assert);

    private static Node Volume(Node pod, string name) => pod["volumes"].Items.Single(x => x["name"].Text == name);

    private static string? Variable(Node container, string name) =>
        container["env"].Items.SingleOrDefault(x => x["name"].Text == name)?["value"].Text;

    private static int Wave(Node manifest) =>
        int.Parse(manifest["metadata/annotations"].Member("argocd.argoproj.io/sync-wave").Text ?? "0");
}
