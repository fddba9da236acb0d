using System.Reflection;
using System.Runtime.CompilerServices;
using Platform.Operators;
using Platform.Operators.Proposals;

namespace Platform.Tests.Operators;

public sealed class The_page_of_errors
{
    public static TheoryData<Objection> Objections { get; } =
    [
        .. from type in new[] { typeof(Objection), typeof(ProposalObjections) }
           from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
           where field.FieldType == typeof(Objection)
           select (Objection)field.GetValue(null)!,
        Objection.RoleMissing("x"), ProposalObjections.OpenAlready(default),
    ];

    [Theory]
    [MemberData(nameof(Objections))]
    public void Lists_what_is_said_to_persons(Objection said) =>
        Assert.Contains($"\n| all | `{said.Code}` | {said.Status} | ", File.ReadAllText(PathOf("docs/errors.md")), StringComparison.Ordinal);

    private static string PathOf(string file, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(here, "../../../..", file));
}
