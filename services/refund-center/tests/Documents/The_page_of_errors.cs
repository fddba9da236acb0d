using System.Runtime.CompilerServices;

namespace RefundCenter.Tests.Documents;

/// <summary>docs/errors.md is written from gateway's lists; what this service says must stand there.</summary>
public sealed class The_page_of_errors
{
    [Theory]
    [InlineData("Queues/OperatorEndpoints.cs", "legs_not_found", "\n| refund-center | `legs_not_found` | 404 | ")]
    [InlineData("Batches/IntakeAnswer.cs", "batch_not_found", "\n| refund-center | `batch_not_found` | 404 | ")]
    [InlineData("Batches/IntakeAnswer.cs", "batch_not_downloaded", "\n| refund-center | `batch_not_downloaded` | 409 | ")]
    [InlineData("Batches/IntakeAnswer.cs", "batch_not_handed_over", "\n| refund-center | `batch_not_handed_over` | 409 | ")]
    [InlineData("Batches/IntakeAnswer.cs", "leg_not_in_batch", "\n| refund-center | `leg_not_in_batch` | 404 | ")]
    [InlineData("Batches/BatchEndpoints.cs", "result_file_refused", "\n| refund-center | `result_file_refused` | 422 | ")]
    [InlineData("Batches/IntakeAnswer.cs", "result_invalid", "\n| refund-center | `result_invalid` | 422 | ")]
    [InlineData("Batches/BatchEndpoints.cs", "proof_invalid", "\n| refund-center | `proof_invalid` | 422 | ")]
    [InlineData("Batches/BatchEndpoints.cs", "body_invalid", "\n| all | `body_invalid` | 400 | ")]
    [InlineData("../../../channels/src/WeChatPay/WeChatPayNotices.cs", "FAIL", "with the code `FAIL`")]
    [InlineData("Desk/DeskRefusals.cs", "leg_ended", "\n| refund-center | `leg_ended` | 409 | ")]
    [InlineData("Desk/DeskRefusals.cs", "resend_forbidden", "\n| refund-center | `resend_forbidden` | 409 | ")]
    [InlineData("Queues/QueueEndpoints.cs", "queue_not_found", "\n| refund-center | `queue_not_found` | 404 | ")]
    [InlineData("Legs/LegMoved.cs", "terminated", "\n| `terminated` | ")]
    [InlineData("Legs/LegMoved.cs", "channel_returned", "\n| `channel_returned` | ")]
    [InlineData("Rulebooks/RulebookEndpoints.cs", "rulebook_not_found", "| `rulebook_not_found` | 404 | ")]
    [InlineData("Rulebooks/RulebookProposal.cs", "rulebook_invalid", "\n| refund-center | `rulebook_invalid` | 422 | ")]
    [InlineData("Rulebooks/RulebookProposal.cs", "rulebook_version_taken", "| `rulebook_version_taken` | 409 | ")]
    [InlineData("Rulebooks/RulebookProposal.cs", "rulebook_in_the_past", "| `rulebook_in_the_past` | 422 | ")]
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
