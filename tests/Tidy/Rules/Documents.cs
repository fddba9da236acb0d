using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tidy.Rules;

/// <summary>What is written down, and how long it may be.</summary>
public static class Documents
{
    private const int Readme = 80, Decision = 60;

    private static readonly string[] Headings =
        ["Messages in", "Messages out", "States", "Tables", "Settings", "How it fails"];

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("every service has its page", MissingPages),
        new("a README is at most 80 lines", tree => Long(tree, f => f.Name == "README.md", Readme)),
        new("a decision is at most 60 lines", tree =>
            Long(tree, f => f.Path.StartsWith("docs/decisions/", StringComparison.Ordinal), Decision)),
        new("every setting says what it means", SilentSettings),
        new("every setting of a service or channel is on its page", UnlistedSettings),
    ];

    private static IEnumerable<Finding> MissingPages(SourceTree tree) =>
        from service in tree.Services
        let path = $"services/{service}/README.md"
        let text = tree.Find(path)?.Lines.ToList() ?? []
        from heading in Headings
        where !text.Any(line => line.StartsWith('#') && line.TrimStart('#').Trim() == heading)
        select new Finding(path, 1, $"the heading \"{heading}\" is missing.");

    private static IEnumerable<Finding> Long(SourceTree tree, Func<SourceFile, bool> which, int limit) =>
        from file in tree.Files
        where file.IsMarkdown && which(file) && file.Lines.Count() > limit
        select file.Finds(limit + 1, $"{file.Lines.Count()} lines; what is longer goes to a page of its own.");

    private static IEnumerable<Finding> SilentSettings(SourceTree tree) =>
        from setting in SettingsOf(tree)
        where !setting.Property.GetLeadingTrivia().ToFullString().Contains("///", StringComparison.Ordinal)
        select setting.File.Finds(setting.Line, $"{setting.Name}: say what it means, and its default.");

    private static IEnumerable<Finding> UnlistedSettings(SourceTree tree) =>
        from setting in SettingsOf(tree)
        let page = PageOf(setting.File)
        where page is not null && tree.Find(page)?.Text.Contains(setting.Name, StringComparison.Ordinal) != true
        select setting.File.Finds(setting.Line, $"{setting.Name} is not named in {page}.");

    private static string? PageOf(SourceFile file) =>
        file.FolderIn("services") is { } service ? $"services/{service}/README.md"
        : file.FolderIn("channels/src") is { } channel ? $"channels/src/{channel}/README.md"
        : null;

    private static IEnumerable<Setting> SettingsOf(SourceTree tree) =>
        from file in tree.CSharp
        where !file.IsTest
        from type in file.Syntax.DescendantNodes().OfType<TypeDeclarationSyntax>()
        where type.Identifier.Text.EndsWith("Options", StringComparison.Ordinal)
        from property in type.Members.OfType<PropertyDeclarationSyntax>()
        where property.AccessorList?.Accessors.Any(a => a.Kind() is SyntaxKind.InitAccessorDeclaration
            or SyntaxKind.SetAccessorDeclaration) == true
        select new Setting(file, property);

    private sealed record Setting(SourceFile File, PropertyDeclarationSyntax Property)
    {
        public string Name => Property.Identifier.Text;

        public int Line => Property.Identifier.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
    }
}
