using System.Runtime.CompilerServices;

namespace RefundCenter.Tests.Documents;

/// <summary>docs/errors.md is written from gateway's lists; what this service says must stand there.</summary>
public sealed class The_page_of_errors
{
    [Theory]
    [InlineData("Queues/OperatorEndpoints.cs", "legs_not_found", "\n| refund-center | `legs_not_found` | 404 | ")]
    [InlineData("../../../channels/src/WeChatPay/WeChatPayNotices.cs", "FAIL", "with the code `FAIL`")]
    [InlineData("Desk/DeskRefusals.cs", "leg_ended", "\n| refund-center | `leg_ended` | 409 | ")]
    [InlineData("Desk/DeskRefusals.cs", "resend_forbidden", "\n| refund-center | `resend_forbidden` | 409 | ")]
    [InlineData("Queues/QueueEndpoints.cs", "queue_not_found", "\n| refund-center | `queue_not_found` | 404 | ")]
    [InlineData("Legs/LegMoved.cs", "terminated", "\n| `terminated` | ")]
    [InlineData("Legs/LegMoved.cs", "channel_returned", "\n| `channel_returned` | ")]
    [InlineData("Legs/LegMoved.cs", "channel_refused", "\n| `channel_refused` | ")]
    [InlineData("Executions/ExecutionMessages.cs", "no_method", "\n| `no_method` | ")]
    public void Lists_every_code_that_is_said_here(string source, string code, string listed)
    {
        Assert.Contains($"\"{code}\"", Read(Path.Combine("services/refund-center/src", source)), StringComparison.Ordinal);
        Assert.Contains(listed, Read("docs/errors.md"), StringComparison.Ordinal);
    }

    private static string Read(string path, [CallerFilePath] string here = "") =>
        File.ReadAllText(Path.GetFullPath(Path.Combine(here, "../../../../..", path)));
}
