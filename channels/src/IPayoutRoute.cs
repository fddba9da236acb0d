using Contracts;

namespace Channels;

/// <summary>
/// A bank route by which money goes to a card or account (付款, S75). The same rules as <see cref="IRefundChannel"/>:
/// nothing is thrown, and what cannot be read for certain is <see cref="ChannelAnswer.Unknown"/>.
/// </summary>
public interface IPayoutRoute
{
    /// <summary>The route's code, for example <c>bank-file</c>.</summary>
    string Name { get; }

    /// <summary>
    /// The exact bytes, with the vault token standing where the payee's data goes; it is filled in at call time and
    /// never stored. Pure: the same order gives the same bytes.
    /// </summary>
    /// <exception cref="ArgumentException">The order is none that this route can carry: a bug of the
    /// caller.</exception>
    ChannelRequest Compose(TransferOrder order);

    /// <summary>
    /// Sends a composed request. <see cref="Refusal.SameNumberLater"/> says that it never left this process; every
    /// other refusal, that the bank will never pay under this number.
    /// </summary>
    Task<ChannelAnswer> Send(TransferOrder order, ChannelRequest request, Payee payee, CancellationToken ct);

    /// <summary>Asks what became of the order. What it tells is no certificate by itself (architecture §8).</summary>
    Task<ChannelAnswer> Ask(TransferOrder order, CancellationToken ct);

    /// <summary>
    /// What the bank reported since <paramref name="after"/>, including transfers it returned; at least once, oldest
    /// first.
    /// </summary>
    Task<TransferReports> Reports(string? after, CancellationToken ct);

    /// <summary>
    /// The bank's statement that covers <paramref name="day"/> of its own calendar: all that was booked, whole or not
    /// at all.
    /// </summary>
    Task<StatementAnswer> Statement(DateOnly day, CancellationToken ct);
}

/// <summary>One transfer. <paramref name="No"/> is its EndToEndId: 20 characters, never used for another one.</summary>
public sealed record TransferOrder(string No, Money Amount, string PayeeToken, DateOnly ExecutionDate, string? Remark);

/// <summary>Who gets the money, in the clear: exists only in memory, between the vault and the wire.</summary>
public sealed record Payee(string Name, string Account, string BankCode)
{
    /// <summary>Says nothing: payee data never stands in a log or a message.</summary>
    public override string ToString() => "Payee { … }";
}

/// <summary>A page of what the bank told; <paramref name="Next"/> is handed in the next time.</summary>
public sealed record TransferReports(IReadOnlyList<TransferReport> Items, string? Next)
{
    /// <summary>Why the page could not be read, or is incomplete; null when all is well. No payee data.</summary>
    public string? Trouble { get; init; }
}

/// <summary>One line of a bank's report.</summary>
/// <param name="No">The transfer's EndToEndId.</param>
/// <param name="Kind">Which way the money went, and why.</param>
/// <param name="Amount">What moved; less than was sent when a returning bank keeps a charge.</param>
/// <param name="BankReference">The bank's own reference, unique per movement (AcctSvcrRef).</param>
/// <param name="ReasonCode">AC04 and the like, for rejections and returns.</param>
/// <param name="BookedOn">The day in the bank's own zone.</param>
public sealed record TransferReport(
    string No, TransferReportKind Kind, Money Amount, string BankReference, string? ReasonCode, DateOnly BookedOn);

/// <summary>Which way the money of a <see cref="TransferReport"/> went.</summary>
public enum TransferReportKind
{
    /// <summary>Out of our account.</summary>
    Booked,

    /// <summary>Nothing moved, and nothing will.</summary>
    Rejected,

    /// <summary>Back from the payee's bank (RRTN, S162).</summary>
    Returned,

    /// <summary>
    /// Back because our bank corrected an error of its own (RvslInd): the payee's bank refused nothing.
    /// </summary>
    Reversed,
}
