using System.Diagnostics;

namespace Deployment;

/// <summary>
/// What is deployed in production: as kubectl renders it where it is present, and always as the files say it.
/// </summary>
public static class Manifests
{
    private const string Base = "deploy/k8s/base/";
    private const string Overlay = "deploy/k8s/overlays/production/";
    private static readonly Lazy<IReadOnlyList<Node>> FromFiles = new(ReadFiles);
    private static readonly Lazy<IReadOnlyList<Node>> FromKubectl = new(Render);

    /// <summary>The ways in which the manifests can be read here: a column of every test.</summary>
    public static TheoryData<string> Sources =>
        new(HasKubectl ? ["files", "kubectl"] : ["files"]);

    public static IReadOnlyList<Node> All(string source) => source == "kubectl" ? FromKubectl.Value : FromFiles.Value;

    public static IReadOnlyList<Node> OfKind(string source, string kind) =>
        [.. All(source).Where(x => x["kind"].Text == kind)];

    public static string NameOf(Node manifest) =>
        $"{manifest["metadata/namespace"].Text}/{manifest["metadata/name"].Text}";

    private static bool HasKubectl => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Any(folder => File.Exists(Path.Combine(folder, "kubectl")));

    private static IReadOnlyList<Node> Render()
    {
        var start = new ProcessStartInfo("kubectl", ["kustomize", Repository.PathOf(Overlay)])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var yaml = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? Node.ReadAll(yaml)
            : throw new InvalidOperationException("kubectl kustomize failed");
    }

    // The part of kustomize that these files use: resources, patches by kind, images.
    private static IReadOnlyList<Node> ReadFiles()
    {
        var overlay = Kustomization(Overlay);
        var resources = Resources(Base).Concat(Resources(Overlay)).ToList();
        foreach (var patch in Kustomization(Base)["patches"].Items)
            foreach (var resource in resources.Where(x => x["kind"].Text == patch["target/kind"].Text))
                Patching.Apply(resource, Node.ReadAll(Repository.Read(Base + patch["path"].Text)).Single());
        foreach (var image in overlay["images"].Items)
            foreach (var container in resources.SelectMany(x => x["spec/template/spec/containers"].Items)
                .Where(x => x["image"].Text?.Split(':')[0] == image["name"].Text))
                container.Set("image", $"{image["newName"].Text}@{image["digest"].Text}");
        return resources;
    }

    private static Node Kustomization(string folder) =>
        Node.ReadAll(Repository.Read(folder + "kustomization.yaml")).Single();

    private static IEnumerable<Node> Resources(string folder) => Kustomization(folder)["resources"].Items
        .Where(x => x.Text!.EndsWith(".yaml", StringComparison.Ordinal))
        .SelectMany(x => Node.ReadAll(Repository.Read(folder + x.Text)));
}
