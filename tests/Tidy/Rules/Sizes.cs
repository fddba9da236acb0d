using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tidy.Rules;

/// <summary>How long and wide things may get.</summary>
public static class Sizes
{
    private const int File = 400, Method = 60, StateMachine = 150, Parameters = 5, Program = 40;

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("files are at most 400 lines", LongFiles),
        new("methods are at most 60 lines, constructors of state machines 150", LongMethods),
        new("methods take at most 5 parameters", WideMethods),
        new("Program.cs of a service is at most 40 lines", LongPrograms),
    ];

    private static IEnumerable<Finding> LongFiles(SourceTree tree) =>
        from file in tree.CSharp
        let lines = file.Lines.Count()
        where lines > File
        select file.Finds(File + 1, $"{lines} lines; split it at a noun.");

    private static IEnumerable<Finding> LongPrograms(SourceTree tree) =>
        from file in tree.CSharp
        where file.FolderIn("services") is not null && file.Name == "Program.cs" && file.Lines.Count() > Program
        select file.Finds(Program + 1, "Move registrations to the service's registration file.");

    private static IEnumerable<Finding> LongMethods(SourceTree tree) =>
        from file in tree.CSharp
        from node in file.Syntax.DescendantNodes()
        let name = NameOf(node)
        where name != default
        let lines = LineOf(node.GetLastToken()) - LineOf(name) + 1
        let limit = IsConstructorOfStateMachine(node) ? StateMachine : Method
        where lines > limit
        select file.Finds(LineOf(name), $"{name.Text} has {lines} lines, at most {limit}; name its parts.");

    private static IEnumerable<Finding> WideMethods(SourceTree tree) =>
        from file in tree.CSharp
        from list in file.Syntax.DescendantNodes().OfType<ParameterListSyntax>()
        where list.Parameters.Count > Parameters
        where list.Parent is not (RecordDeclarationSyntax or LambdaExpressionSyntax)
        where !(list.Parent is MethodDeclarationSyntax method && IsLogMessage(method))
        select file.Finds(
            LineOf(list.OpenParenToken), $"{list.Parameters.Count} parameters; make a record of those that belong together.");

    private static SyntaxToken NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier,
        ConstructorDeclarationSyntax constructor => constructor.Identifier,
        LocalFunctionStatementSyntax function => function.Identifier,
        OperatorDeclarationSyntax @operator => @operator.OperatorToken,
        AccessorDeclarationSyntax accessor => accessor.Keyword,
        _ => default,
    };

    /// <summary>A source-generated log message: its parameters are the template's.</summary>
    private static bool IsLogMessage(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(l => l.Attributes).Any(a => a.Name.ToString() == "LoggerMessage");

    private static bool IsConstructorOfStateMachine(SyntaxNode node) =>
        node is ConstructorDeclarationSyntax { Parent: ClassDeclarationSyntax { BaseList.Types: var bases } }
        && bases.Any(t => t.ToString().StartsWith("MassTransitStateMachine<", StringComparison.Ordinal));

    private static int LineOf(SyntaxToken token) => token.GetLocation().GetLineSpan().EndLinePosition.Line + 1;
}
