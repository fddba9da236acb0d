namespace Simulators.BankTransfer;

/// <summary>
/// "This shall become of it", as ordered by a test or the demo. Without number and account it may hit anybody.
/// </summary>
/// <param name="Kind">What.</param>
/// <param name="No">The transfer's number (EndToEndId).</param>
/// <param name="Account">The payee's account.</param>
/// <param name="Times">How many transfers; one when absent and nobody is named, else as many as come.</param>
/// <param name="Seconds">For <c>slow</c>, real.</param>
/// <param name="Days">For <c>return</c> and <c>late-booking</c>; 1 when absent.</param>
/// <param name="Reason">The reason code of a rejection or return.</param>
/// <param name="ChargeMinor">Kept back by the returning bank, in fen.</param>
public sealed record BankFateOrder(
    BankFateKind Kind,
    string? No = null,
    string? Account = null,
    int? Times = null,
    int? Seconds = null,
    int? Days = null,
    string? Reason = null,
    long? ChargeMinor = null);
