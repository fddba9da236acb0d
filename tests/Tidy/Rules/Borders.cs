using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tidy.Rules;

/// <summary>Who may know whom.</summary>
public static partial class Borders
{
    private static readonly string[] Technologies =
        ["MassTransit", "Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore", "Npgsql", "RabbitMQ"];

    private static readonly string[] BusinessNouns =
    [
        "refund", "merchant", "payment", "ledger", "payout", "payee", "payer", "clearing", "accounting",
        "reconciliation", "settlement", "deduction", "gateway",
    ];

    private static readonly string[] EmptyFolderNames = ["Services", "Helpers", "Common", "Utils", "Managers"];

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("entities and rules know no technology", EntitiesWithTechnology),
        new("the platform names no business noun", NounsInPlatform),
        new("a channel knows no other channel", ChannelsOfChannels),
        new("a service knows no other service", ServicesOfServices),
        new("contracts reference no package", PackagesOfContracts),
        new("folders are named after nouns that operators say", EmptyNames),
        new("every project is in the solution", Strays),
    ];

    /// <summary>
    /// Entities are what a DbContext holds or a mapping maps, sagas excepted; rules are files named …Rules.cs.
    /// </summary>
    private static IEnumerable<Finding> EntitiesWithTechnology(SourceTree tree)
    {
        foreach (var service in tree.CSharp.Where(f => !f.IsTest).GroupBy(f => f.FolderIn("services")))
        {
            if (service.Key is null)
                continue;
            var entities = service.SelectMany(EntitiesNamedIn).ToHashSet(StringComparer.Ordinal);
            var pure = service.Where(f => IsRule(f) || (entities.Contains(f.Name.Split('.')[0]) && !IsSaga(f)));
            foreach (var file in pure)
                foreach (var name in file.Syntax.DescendantNodes().OfType<NameSyntax>().Where(IsOutermost))
                    if (Technologies.FirstOrDefault(t => IsIn(name.ToString(), t)) is { } technology)
                        yield return file.Finds(
                            LineOf(name), $"{technology}: keep it in the mapping, consumer or endpoint beside.");
        }
    }

    private static IEnumerable<string> EntitiesNamedIn(SourceFile file) =>
        from name in file.Syntax.DescendantNodes().OfType<GenericNameSyntax>()
        where name.Identifier.Text is "DbSet" or "IEntityTypeConfiguration" or "EntityTypeBuilder"
        select name.TypeArgumentList.Arguments[0].ToString();

    private static bool IsRule(SourceFile file) => file.Name.EndsWith("Rules.cs", StringComparison.Ordinal);

    private static bool IsSaga(SourceFile file) =>
        file.Syntax.DescendantNodes().OfType<BaseTypeSyntax>().Any(t => t.ToString() == "SagaStateMachineInstance");

    private static IEnumerable<Finding> NounsInPlatform(SourceTree tree) =>
        from file in tree.CSharp
        where file.Path.StartsWith("platform/src/", StringComparison.Ordinal)
        from token in file.Syntax.DescendantTokens()
        where token.IsKind(SyntaxKind.IdentifierToken)
        from word in Words().Matches(token.Text).Select(m => m.Value)
        where BusinessNouns.Any(noun => word.Equals(noun, StringComparison.OrdinalIgnoreCase)
            || word.Equals(noun + "s", StringComparison.OrdinalIgnoreCase))
        select file.Finds(LineOf(token), $"{token.Text}: the platform knows no business word.");

    private static IEnumerable<Finding> ChannelsOfChannels(SourceTree tree)
    {
        var channels = tree.CSharp.Select(f => f.FolderIn("channels/src")).OfType<string>().Distinct().ToList();
        return
            from file in tree.CSharp
            let own = file.FolderIn("channels/src")
            where own is not null
            from name in file.Syntax.DescendantNodes().OfType<NameSyntax>()
            where IsOutermost(name)
            from other in channels
            where other != own && IsIn(name.ToString(), $"Channels.{other}")
            select file.Finds(LineOf(name), $"{own} uses {other}; what both need lies in channels/src itself.");
    }

    private static IEnumerable<Finding> ServicesOfServices(SourceTree tree)
    {
        var projects = tree.Files.Where(f => f.FolderIn("services") is not null && IsProject(f) && !f.IsTest)
            .ToDictionary(f => Path.GetFileNameWithoutExtension(f.Name), f => f.FolderIn("services")!);
        foreach (var file in tree.Files)
        {
            if (file.FolderIn("services") is not { } own)
                continue;
            var others = projects.Where(p => p.Value != own).Select(p => p.Key).ToList();
            if (IsProject(file))
                foreach (var other in others.Where(o => file.Text.Contains($"{o}.csproj", StringComparison.Ordinal)))
                    yield return file.Finds(1, $"references {other}; services speak by messages only (contracts).");
            else if (file.IsCSharp)
                foreach (var use in file.Syntax.DescendantNodes().OfType<UsingDirectiveSyntax>())
                    if (others.Any(o => IsIn(use.Name?.ToString() ?? "", o)))
                        yield return file.Finds(
                            LineOf(use), $"{use.Name}: services speak by messages only (contracts).");
        }
    }

    private static IEnumerable<Finding> PackagesOfContracts(SourceTree tree) =>
        from file in tree.Files
        where file.Path == "contracts/src/Contracts.csproj"
        from line in file.Lines.Index()
        where Reference().IsMatch(line.Item)
        select file.Finds(line.Index + 1, "a message is data: no library's upgrade may change the wire.");

    private static IEnumerable<Finding> EmptyNames(SourceTree tree) =>
        from file in tree.Files
        let folder = file.Path.Split('/')[..^1].FirstOrDefault(EmptyFolderNames.Contains)
        where folder is not null
        select file.Finds(1, $"{folder} says nothing; name the noun.");

    private static IEnumerable<Finding> Strays(SourceTree tree)
    {
        var solution = tree.Find("Platform.sln")?.Text.Replace('\\', '/') ?? "";
        return
            from file in tree.Files
            where IsProject(file) && !solution.Contains($"\"{file.Path}\"", StringComparison.Ordinal)
            select file.Finds(1, "nobody builds or tests it: dotnet sln add it.");
    }

    private static bool IsProject(SourceFile file) => file.Name.EndsWith(".csproj", StringComparison.Ordinal);

    private static bool IsOutermost(NameSyntax name) => name.Parent is not (NameSyntax or MemberAccessExpressionSyntax);

    private static bool IsIn(string name, string space) =>
        name == space || name.StartsWith(space + ".", StringComparison.Ordinal);

    private static int LineOf(SyntaxNode node) => LineOf(node.GetFirstToken());

    private static int LineOf(SyntaxToken token) => token.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    [GeneratedRegex("<(Package|Project|Framework)?Reference ")]
    private static partial Regex Reference();

    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+(?![a-z])")]
    private static partial Regex Words();
}
