using Contracts;

namespace Channels;

/// <summary>A bank's statement of a day, or why there is none to rely on.</summary>
public abstract record StatementAnswer
{
    private StatementAnswer() { }

    /// <summary>Whole: opening balance and bookings add up to the closing balance, and the account is ours.</summary>
    /// <param name="From">First day covered, in the bank's zone.</param>
    /// <param name="To">Last day covered.</param>
    /// <param name="SequenceNo">
    /// Counts without gaps; whoever keeps the days compares it, and the balances, with the day before.
    /// </param>
    /// <param name="NamesEveryDebit">
    /// False when a debit stands there without its number: then silence about a number proves nothing.
    /// </param>
    /// <param name="Hash">SHA-256 of the file, hex: the evidence.</param>
    /// <param name="Items">What concerns transfers; other bookings are only in the balances.</param>
    public sealed record Statement(
        DateOnly From,
        DateOnly To,
        long SequenceNo,
        Money Opening,
        Money Closing,
        bool NamesEveryDebit,
        string Hash,
        IReadOnlyList<TransferReport> Items) : StatementAnswer;

    /// <summary>Not there yet; ask later.</summary>
    public sealed record NotReady(string Reason) : StatementAnswer;

    /// <summary>There and not to be trusted, or the line broke: nothing of it counts.</summary>
    public sealed record Broken(string Reason) : StatementAnswer;
}
