using Channels;

namespace Payout.Transfers;

/// <summary>
/// One call to the bank: written before it is made, with its exact bytes; its answer is always stored on it.
/// </summary>
public sealed class Send
{
    public Guid PayoutId { get; init; }
    public int SendNo { get; init; }
    public string No { get; init; } = "";
    public string Operation { get; init; } = "";
    public string Method { get; init; } = "";
    public string Path { get; init; } = "";

    /// <summary>With the vault token where payee data goes.</summary>
    public byte[] Body { get; init; } = [];

    public DateTimeOffset ClaimedAt { get; init; }

    /// <summary>Real time. When it has passed without an answer, that is the answer: unknown.</summary>
    public DateTimeOffset LeaseUntil { get; init; }

    public bool Lapsed { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }
    public string? Answer { get; private set; }
    public string? Code { get; private set; }
    public string? Detail { get; private set; }

    /// <summary>Certainly not sent: the number is still unused.</summary>
    public bool NeverLeft { get; private set; }

    public static Send Of(
        Transfer transfer, int sendNo, ChannelRequest request, DateTimeOffset now, DateTimeOffset leaseUntil) => new()
    {
        PayoutId = transfer.PayoutId, SendNo = sendNo, No = transfer.No,
        Operation = request.Operation, Method = request.Method, Path = request.Path, Body = request.Body,
        ClaimedAt = now, LeaseUntil = leaseUntil,
    };

    public ChannelRequest ToRequest() => new(Operation, Method, Path, Body);

    /// <summary>False when an answer is stored already: the first one stands.</summary>
    public bool TakeAnswer(ChannelAnswer answer, DateTimeOffset now)
    {
        if (AnsweredAt is not null) return false;
        (AnsweredAt, (Answer, Code, Detail)) = (now, AnswerWords.Of(answer));
        NeverLeft = answer is ChannelAnswer.Refused { Kind: Refusal.SameNumberLater };
        return true;
    }
}
