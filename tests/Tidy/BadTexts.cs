namespace Tidy;

/// <summary>Small repositories, each of which breaks one rule.</summary>
public static class BadTexts
{
    private static readonly IReadOnlyDictionary<string, SourceTree[]> ByRule = new Dictionary<string, SourceTree[]>
    {
        ["files are at most 400 lines"] = [Code(Lines(401, "// a line"))],
        ["methods are at most 60 lines, constructors of state machines 150"] =
        [
            Code($"class A {{ void M()\n{{\n{Lines(60, ";")}}} }}"),
            Code($"class A {{ A()\n{{\n{Lines(60, ";")}}} }}"),
            Code($"class A : MassTransitStateMachine<S> {{ A()\n{{\n{Lines(150, ";")}}} }}"),
        ],
        ["methods take at most 5 parameters"] =
        [
            Code("class A { void M(int a, int b, int c, int d, int e, int f) { } }"),
            Code("class A(int a, int b, int c, int d, int e, int f);"),
        ],
        ["Program.cs of a service is at most 40 lines"] = [Tree(("services/clearing/src/Program.cs", Lines(41, ";")))],
        ["time comes from TimeProvider"] =
            [Body("DateTime.UtcNow"), Body("System.DateTimeOffset.Now"), Body("DateTime.Today")],
        ["ids are made by the clock"] = [Body("Guid.NewGuid()")],
        ["services log, they do not print"] = [Body("Console.WriteLine()"), Body("Console.Error.Write(1)")],
        ["nobody sleeps on a thread"] = [Body("Thread.Sleep(1)")],
        ["nobody blocks on a task"] =
        [
            Body("LoadAsync<int>(1).Result"), Body("task.Result"), Body("x.Wait()"), Body("task.Wait(limit)"),
            Body("x.GetAwaiter().GetResult()"),
        ],
        ["no floating point near money"] =
            [Body("(double)minor"), Body("minor * 0.5"), Tree(("contracts/src/A.cs", "record A(float Fee);"))],
        ["retries belong to the batch loop"] =
        [
            Body("endpoint.UseMessageRetry(r => r.None())"), Body("endpoint.UseInMemoryOutbox(c)"),
            Body("e.UseDelayedRedelivery(r)"),
        ],
        ["no test is skipped"] =
            [Tree(("services/clearing/tests/A.cs", "class A { [Fact(Skip = \"later\")] public void B() { } }"))],
        ["nothing in SQL outlives its transaction"] =
        [
            Body("Run(\"SET lock_timeout = '1s'\")"), Body("Run(\"SELECT pg_advisory_lock(1)\")"),
            Body("Run(\"SELECT set_config('a', $1, false)\")"), Body("Run(\"CREATE TEMP TABLE a (b int)\")"),
        ],
        ["entities and rules know no technology"] =
        [
            Tree(("services/clearing/src/ClearingDb.cs", "class ClearingDb { DbSet<Part> Parts; }"),
                ("services/clearing/src/Payments/Part.cs", "using Microsoft.EntityFrameworkCore;\nclass Part;")),
            Tree(("services/clearing/src/Payments/PartMapping.cs", "class M : IEntityTypeConfiguration<Part>;"),
                ("services/clearing/src/Payments/Part.Facts.cs", "class Part { MassTransit.ConsumeContext C; }")),
            Tree(("services/clearing/src/Payments/PartRules.cs", "using Microsoft.AspNetCore.Http;\nclass A;")),
        ],
        ["the platform names no business noun"] =
        [
            Tree(("platform/src/A.cs", "class RefundOutbox;")),
            Tree(("platform/src/A.cs", "class A { int _payouts; }")),
        ],
        ["a channel knows no other channel"] =
        [
            Tree(("channels/src/Alipay/A.cs", "using Channels.WeChatPay;"),
                ("channels/src/WeChatPay/B.cs", "class B;")),
        ],
        ["a service knows no other service"] =
        [
            Tree(("services/payout/src/Payout.csproj", ""), ("services/clearing/src/A.cs", "using Payout.Vault;")),
            Tree(("services/payout/src/Payout.csproj", ""),
                ("services/clearing/src/Clearing.csproj", "Include=\"../../payout/src/Payout.csproj\"")),
        ],
        ["contracts reference no package"] =
            [Tree(("contracts/src/Contracts.csproj", "<PackageReference Include=\"MassTransit.Abstractions\" />"))],
        ["folders are named after nouns that operators say"] =
            [Tree(("services/clearing/src/Helpers/A.cs", "class A;"))],
        ["every project is in the solution"] =
        [
            Tree(("Platform.sln", "\"contracts\\src\\Contracts.csproj\""),
                ("services/clearing/src/Clearing.csproj", "")),
        ],
        ["every service has its page"] =
        [
            Tree(("services/clearing/src/A.cs", "class A;")),
            Tree(("services/clearing/README.md", "## Messages in\n## Messages out\n## States\n## Tables\n## Settings\n")),
        ],
        ["a README is at most 80 lines"] = [Tree(("README.md", Lines(81, "line")))],
        ["a decision is at most 60 lines"] = [Tree(("docs/decisions/0001-a.md", Lines(61, "line")))],
        ["every setting says what it means"] = [Code("record AOptions { public int Retries { get; init; } }")],
        ["every setting of a service or channel is on its page"] =
        [
            Tree(("services/clearing/src/AOptions.cs", "record AOptions { public int Pause { get; init; } }"),
                ("services/clearing/README.md", "## Settings\n`Retries`\n")),
            Tree(("channels/src/Alipay/AOptions.cs", "record AOptions { public int Pause { get; init; } }")),
        ],
        ["nothing is left to do in the text"] = [Code("// TODO: later"), Tree(("docs/a.md", "FIXME"))],
        ["no document names a path of one machine"] =
            [Tree(("docs/a.md", "see /tmp/notes")), Tree(("README.md", "`/home/me/x`"))],
        ["nothing else names a path of one workspace"] =
            [Tree(("deploy/a.yml", "path: /work/main/x")), Tree(("run", "cd /root/x"))],
    };

    /// <summary>The repositories that break a rule; at least one for each.</summary>
    public static SourceTree[] For(string rule) => ByRule[rule];

    /// <summary>A repository of these files.</summary>
    public static SourceTree Tree(params (string Path, string Text)[] files) =>
        new([.. files.Select(f => new SourceFile(f.Path, f.Text))]);

    private static SourceTree Code(string text) => Tree(("services/clearing/src/Payments/A.cs", text));

    private static SourceTree Body(string expression) => Code($"class A {{ object M() => {expression}; }}");

    private static string Lines(int count, string line) => string.Concat(Enumerable.Repeat(line + "\n", count));
}
