namespace Tidy;

/// <summary>A small repository that keeps every rule, close to where each begins to bite.</summary>
public static class GoodTexts
{
    public static SourceTree Tree { get; } = BadTexts.Tree(
        ("Platform.sln", """
            "contracts\src\Contracts.csproj" "services\clearing\src\Clearing.csproj" "services\payout\src\Payout.csproj"
            """),
        ("contracts/src/Contracts.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />"),
        ("contracts/src/Money.cs", "public record struct Money(long Minor, string Currency);"),
        ("platform/src/Messaging/Outbox.cs", """
            /// <summary>Of a refund, for example.</summary>
            class Outbox { const string Meter = "Refund"; }
            """),
        ("channels/src/Alipay/AlipayClient.cs", "using Channels;\nclass AlipayClient { Channels.Answer Answer; }"),
        ("channels/src/WeChatPay/WeChatPayClient.cs", "using Channels.WeChatPay.Signing;\nclass WeChatPayClient;"),
        ("services/payout/src/Payout.csproj", ""),
        ("services/payout/README.md", Page),
        ("services/clearing/src/Clearing.csproj", """
            <ProjectReference Include="../../../contracts/src/Contracts.csproj" />
            """),
        ("services/clearing/README.md", Page),
        ("services/clearing/src/Program.cs", "return 0;"),
        ("services/clearing/src/ClearingOptions.cs", """
            record ClearingOptions
            {
                /// <summary>The pause. Default 5 s.</summary>
                [Range(1, 2)]
                public int Pause { get; init; } = 5;

                public int Twice => 2 * Pause;
            }
            """),
        ("services/clearing/src/ClearingDb.cs", """
            using Microsoft.EntityFrameworkCore;
            class ClearingDb { DbSet<Part> Parts; DbSet<PartState> States; }
            """),
        ("services/clearing/src/Payments/Part.cs", """
            using Contracts;
            class Part { long Fee(long all) => all * 5 / 10; }
            """),
        ("services/clearing/src/Payments/PartState.cs", """
            using MassTransit;
            class PartState : SagaStateMachineInstance;
            """),
        ("services/clearing/src/Payments/PartConsumer.cs", """
            using MassTransit;
            class PartConsumer(TimeProvider clock, Outcome outcome)
            {
                // DateTime.UtcNow and Thread.Sleep are not used here.
                object At => (Guid.CreateVersion7(clock.GetUtcNow()), outcome.Result, "Guid.NewGuid()");
            }
            class Measures { Histogram<double> Took = Meter.CreateHistogram<double>("took"); }
            class Sql { string[] All = ["SET LOCAL a = 1", "UPDATE a SET b = 1", "CREATE TEMP TABLE a (b int) ON COMMIT DROP"]; }
            class Pause(Signal signal) { async Task For(TimeSpan time) => await signal.Wait(time); }
            record Six(int A, int B, int C, int D, int E, int F);
            """),
        ("services/clearing/src/Payments/Part.Log.cs", """
            static partial class PartLog
            {
                [LoggerMessage(1, LogLevel.Warning, "{A} {B} {C} {D} {E}")]
                public static partial void Odd(this ILogger log, int a, int b, int c, int d, int e);
            }
            """),
        ("services/clearing/tests/A_part.cs", """
            class A_part { [Fact] public void Has_an_id() => Refuses("1.5", 1.5, Guid.NewGuid()); }
            """),
        ("stand/src/Program.cs", "Console.WriteLine(1.5);"),
        ("docs/decisions/0001-a.md", "Data lies in .run/ID/tmp/x and in https://example.org/home/page.\n"),
        ("deploy/k8s/base/a.yml", "mountPath: /tmp\n"));

    private const string Page =
        "# x\n## Messages in\n## Messages out\n## States\n## Tables\n## Settings\n`Pause`\n## How it fails\n";
}
