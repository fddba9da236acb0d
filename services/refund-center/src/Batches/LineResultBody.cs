using Channels;
using Platform.Operators;

namespace RefundCenter.Batches;

/// <summary>What a person read of one refund on the bank's site (S74).</summary>
/// <param name="Reason">How it was found out; compulsory (<see cref="Reasons"/>).</param>
public sealed record LineResultBody(
    string Reason, string Status, NewProof Proof, string? BankRefundNo = null, string? FailCode = null,
    string? FailReason = null, DateOnly? BankDate = null)
{
    public LineResult Result() => new(Status, BankRefundNo, FailCode, FailReason, BankDate);
}
