namespace Simulators.BankTransfer;

/// <summary>
/// Section <c>BankTransfer</c>. Everything has a default, so that an empty section is a working, well-meaning bank with
/// one customer.
/// </summary>
internal sealed record BankSettings
{
    /// <summary>The customer's account.</summary>
    public string Account { get; init; } = "755900000000001";

    /// <summary>Opening balance in fen. Default 100 million yuan.</summary>
    public long OpeningMinor { get; init; } = 10_000_000_000;

    /// <summary>Whether a transfer beyond the balance is rejected with AM04. Default true.</summary>
    public bool EnforceBalance { get; init; } = true;

    /// <summary>Virtual seconds from acceptance to booking. Default 0.</summary>
    public int BookAfterSeconds { get; init; }

    /// <summary>How long a hanging line stays open, in real seconds. Default 60.</summary>
    public int HangSeconds { get; init; } = 60;

    /// <summary>The customer's public key (PEM). Default: the test keys'.</summary>
    public string? CustomerPublicKey { get; init; }

    /// <summary>Another seed is another day. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// Fates without an order, per kind, in percent of transfers; drawn from the seed and the number. Default none.
    /// </summary>
    public Dictionary<BankFateKind, int> Percent { get; init; } = [];
}
