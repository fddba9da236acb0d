using Channels;

namespace Payout.Transfers;

/// <summary>
/// An answer as it is stored: its name, the bank's code or reference, and our sentence. None of it holds payee data.
/// </summary>
internal static class AnswerWords
{
    public static (string Answer, string? Code, string? Detail) Of(ChannelAnswer answer) => answer switch
    {
        ChannelAnswer.Done done => ("Done", done.No, null),
        ChannelAnswer.Accepted accepted => ("Accepted", accepted.No, null),
        ChannelAnswer.Refused refused => ("Refused", refused.Code, refused.Message),
        ChannelAnswer.FailedProvisional failed => ("FailedProvisional", failed.Code, failed.Message),
        ChannelAnswer.NeedsOperator needs => ("NeedsOperator", needs.No, needs.What),
        ChannelAnswer.NeverSeen => ("NeverSeen", null, null),
        ChannelAnswer.Throttled => ("Throttled", null, null),
        ChannelAnswer.Unknown unknown => ("Unknown", null, unknown.Reason),
        _ => throw new ArgumentOutOfRangeException(nameof(answer)),
    };
}
