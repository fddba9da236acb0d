using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tidy.Rules;

/// <summary>Calls that are not made here, each with what is called instead.</summary>
public static partial class BannedCalls
{
    private static readonly string[] StaticClocks =
        ["DateTime.Now", "DateTime.UtcNow", "DateTime.Today", "DateTimeOffset.Now", "DateTimeOffset.UtcNow"];

    private static readonly string[] RetriesOfTheBus =
        ["UseMessageRetry", "UseDelayedRedelivery", "UseScheduledRedelivery", "UseInMemoryOutbox", "UseRetry"];

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("time comes from TimeProvider", tree =>
            Members(tree, _ => true, StaticClocks, "take a TimeProvider and ask its GetUtcNow().")),
        new("ids are made by the clock", tree =>
            Members(tree, f => !f.IsTest, ["Guid.NewGuid"], "use Guid.CreateVersion7(clock.GetUtcNow()).")),
        new("services log, they do not print", tree =>
            Members(tree, IsShipped, ["Console.Write", "Console.WriteLine", "Console.Error", "Console.Out"],
                "write a source-generated log method in <X>.Log.cs.")),
        new("nobody sleeps on a thread", tree =>
            Members(tree, _ => true, ["Thread.Sleep", "Thread.SpinWait"], "await Task.Delay, or wait for the event.")),
        new("nobody blocks on a task", Blocking),
        new("no floating point near money", FloatingPoint),
        new("retries belong to the batch loop", Retries),
        new("no test is skipped", Skipped),
        new("nothing in SQL outlives its transaction", ForTheSession),
    ];

    private static bool IsShipped(SourceFile file) =>
        !file.IsTest && (file.Path.StartsWith("services/", StringComparison.Ordinal)
            || file.Path.StartsWith("platform/", StringComparison.Ordinal)
            || file.Path.StartsWith("channels/", StringComparison.Ordinal)
            || file.Path.StartsWith("contracts/", StringComparison.Ordinal));

    private static IEnumerable<Finding> Members(
        SourceTree tree, Func<SourceFile, bool> which, string[] banned, string instead) =>
        from file in tree.CSharp
        where which(file)
        from access in file.Syntax.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
        let text = WithoutNamespace(access)
        where banned.Contains(text)
        select At(file, access, $"{text}: {instead}");

    private static IEnumerable<Finding> Blocking(SourceTree tree) =>
        from file in tree.CSharp
        from access in file.Syntax.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
        where IsBlocking(access)
        select At(file, access, $"{access.Name}: await it.");

    private static bool IsBlocking(MemberAccessExpressionSyntax access) => access.Name.Identifier.Text switch
    {
        "Result" => LooksLikeTask(access.Expression),
        "Wait" => access.Parent is InvocationExpressionSyntax { Parent: not AwaitExpressionSyntax } call
            && (call.ArgumentList.Arguments.Count == 0 || LooksLikeTask(access.Expression)),
        "GetResult" => access.Expression.ToString().EndsWith("GetAwaiter()", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>Without types one cannot know; calls named …Async and variables named …task tell.</summary>
    private static bool LooksLikeTask(ExpressionSyntax expression) => expression switch
    {
        InvocationExpressionSyntax call =>
            call.Expression.ToString().Split('<')[0].EndsWith("Async", StringComparison.Ordinal),
        _ => expression.ToString().EndsWith("task", StringComparison.OrdinalIgnoreCase),
    };

    /// <summary>Connections go back to the pool as they are. The migrator is alone and unlocks what it locked.</summary>
    private static IEnumerable<Finding> ForTheSession(SourceTree tree) =>
        from file in tree.CSharp
        where IsShipped(file) && !file.Path.EndsWith("/Migrator.cs", StringComparison.Ordinal)
        from token in file.Syntax.DescendantTokens()
        where token.Value is string text && SessionSql().IsMatch(text)
        select file.Finds(
            LineOf(token), "SET LOCAL, set_config(…, true), advisory _xact_ locks, TEMP tables ON COMMIT DROP.");

    [GeneratedRegex(
        @"^\s*SET\s+(?!LOCAL\b)|set_config\([^)]*,\s*false\)|pg_(try_)?advisory_lock|\bTEMP(ORARY)?\s+TABLE\s(?![^;]*ON COMMIT DROP)",
        RegexOptions.IgnoreCase)]
    private static partial Regex SessionSql();

    private static IEnumerable<Finding> FloatingPoint(SourceTree tree) =>
        from file in tree.CSharp
        where !file.IsTest && IsNearMoney(file)
        from token in file.Syntax.DescendantTokens()
        where token.IsKind(SyntaxKind.DoubleKeyword) || token.IsKind(SyntaxKind.FloatKeyword)
            || (token.IsKind(SyntaxKind.NumericLiteralToken) && token.Value is double or float)
        where !IsMeasure(token)
        select file.Finds(LineOf(token), $"{token.Text}: money is long minor units, so are weights.");

    private static bool IsNearMoney(SourceFile file) =>
        file.FolderIn("services") is not null || file.FolderIn("contracts") is not null
        || file.FolderIn("channels") is not null || file.FolderIn("simulators") is not null;

    /// <summary>Durations and gauges of telemetry: <c>Histogram&lt;double&gt;</c>, <c>CreateHistogram&lt;double&gt;</c>.</summary>
    private static bool IsMeasure(SyntaxToken token) =>
        token.Parent?.Parent?.Parent is GenericNameSyntax generic
        && (generic.Identifier.Text.EndsWith("Histogram", StringComparison.Ordinal)
            || generic.Identifier.Text.EndsWith("Gauge", StringComparison.Ordinal));

    private static IEnumerable<Finding> Retries(SourceTree tree) =>
        from file in tree.CSharp
        from name in file.Syntax.DescendantNodes().OfType<SimpleNameSyntax>()
        where RetriesOfTheBus.Contains(name.Identifier.Text)
        select At(file, name, $"{name.Identifier.Text}: a batch is repeated by its endpoint's loop alone.");

    private static IEnumerable<Finding> Skipped(SourceTree tree) =>
        from file in tree.CSharp
        from argument in file.Syntax.DescendantNodes().OfType<AttributeArgumentSyntax>()
        where argument.NameEquals?.Name.Identifier.Text is "Skip" or "SkipWhen" or "SkipUnless"
        select At(file, argument, "repair the test or take it away.");

    private static string WithoutNamespace(MemberAccessExpressionSyntax access) =>
        string.Join('.', access.ToString().Split('.')[^2..].Select(part => part.Trim()));

    private static Finding At(SourceFile file, SyntaxNode node, string message) =>
        file.Finds(LineOf(node.GetFirstToken()), message);

    private static int LineOf(SyntaxToken token) => token.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
}
