namespace Channels;

/// <summary>The bank's word about one refund, as it stands in its file or as a person read it on its site (S74).</summary>
/// <param name="Status"><c>S</c> or <c>F</c>.</param>
/// <param name="BankRefundNo">The bank's own number; compulsory with <c>S</c>.</param>
/// <param name="FailCode">The bank's code; compulsory with <c>F</c>.</param>
/// <param name="FailReason">The bank's words, for people.</param>
/// <param name="BankDate">The bank's day of the movement or the refusal.</param>
public sealed record LineResult(
    string Status, string? BankRefundNo, string? FailCode, string? FailReason, DateOnly? BankDate);
