using Contracts;

namespace Channels;

/// <summary>A bank route by which money goes to a card or account (付款). The same rules as <see cref="IRefundChannel"/>.</summary>
public interface IPayoutRoute
{
    /// <summary>The route's code, for example <c>bank-file</c>.</summary>
    string Name { get; }

    /// <summary>The exact bytes, with the vault token standing where the payee's data goes; it is filled in at call time and never stored.</summary>
    ChannelRequest Compose(TransferOrder order);

    Task<ChannelAnswer> Send(TransferOrder order, ChannelRequest request, Payee payee, CancellationToken ct);

    Task<ChannelAnswer> Ask(TransferOrder order, CancellationToken ct);

    /// <summary>What the bank reported since <paramref name="after"/>, including transfers it returned; at least once, oldest first.</summary>
    Task<TransferReports> Reports(string? after, CancellationToken ct);
}

/// <summary>One transfer. <paramref name="No"/> is its EndToEndId: 20 characters, never used for another one.</summary>
public sealed record TransferOrder(string No, Money Amount, string PayeeToken, DateOnly ExecutionDate, string? Remark);

/// <summary>Who gets the money, in the clear: exists only in memory, between the vault and the wire.</summary>
public sealed record Payee(string Name, string Account, string BankCode);

/// <summary>A page of what the bank told; <paramref name="Next"/> is handed in the next time.</summary>
public sealed record TransferReports(IReadOnlyList<TransferReport> Items, string? Next);

/// <summary>One line of a bank's report.</summary>
/// <param name="No">The transfer's EndToEndId.</param>
/// <param name="Kind">Booked, rejected or returned.</param>
/// <param name="Amount">What moved; less than was sent when a returning bank keeps a charge.</param>
/// <param name="BankReference">The bank's own reference, unique per movement (AcctSvcrRef).</param>
/// <param name="ReasonCode">AC04 and the like, for rejections and returns.</param>
public sealed record TransferReport(string No, TransferReportKind Kind, Money Amount, string BankReference, string? ReasonCode, DateOnly BookedOn);

public enum TransferReportKind { Booked, Rejected, Returned }
