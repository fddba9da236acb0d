using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tidy;

/// <summary>A text file of the repository.</summary>
public sealed class SourceFile
{
    private readonly Lazy<CompilationUnitSyntax> _syntax;

    public SourceFile(string path, string text)
    {
        (Path, Text) = (path, text);
        _syntax = new(() => CSharpSyntaxTree.ParseText(text, path: path).GetCompilationUnitRoot());
    }

    /// <summary>Its path from the repository's root, with slashes.</summary>
    public string Path { get; }

    public string Text { get; }

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    public bool IsMarkdown => Path.EndsWith(".md", StringComparison.Ordinal);

    /// <summary>Whether it tests, or helps to.</summary>
    public bool IsTest => Path.Split('/').Any(part => part is "tests" or "testing");

    public IEnumerable<string> Lines => Text.TrimEnd('\n').Split('\n');

    /// <summary>The parsed C#, strings and comments told apart from code.</summary>
    public CompilationUnitSyntax Syntax => _syntax.Value;

    /// <summary>
    /// The folder name behind <paramref name="parent"/>: <c>clearing</c> in services/clearing/src/X.cs.
    /// </summary>
    public string? FolderIn(string parent) =>
        Path.StartsWith(parent + "/", StringComparison.Ordinal)
            && Path[(parent.Length + 1)..].Split('/') is [var folder, _, ..] ? folder : null;

    public Finding Finds(int line, string message) => new(Path, line, message);
}
