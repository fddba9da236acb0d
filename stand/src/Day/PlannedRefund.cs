namespace Stand.Day;

/// <summary>What a merchant does during the demo's day, and why.</summary>
/// <param name="Story">In which story it plays, for the report: whole, in parts, too much, lost-after, …</param>
/// <param name="No">merchant_refund_no.</param>
/// <param name="Payment">The payment it is of.</param>
/// <param name="Fen">How much.</param>
/// <param name="Wave">Waves follow one another some virtual minutes apart: channels want a pause between two parts of a payment.</param>
/// <param name="Refusal">The code with which the gateway must refuse it; null when it must be answered 202.</param>
/// <param name="IsCancelled">The merchant takes it back right after asking.</param>
/// <param name="Error">The kind of an error refund; null for an ordinary one.</param>
public sealed record PlannedRefund(
    string Story, string No, SamplePayment Payment, long Fen, int Wave = 0, string? Refusal = null, bool IsCancelled = false,
    string? Error = null);
