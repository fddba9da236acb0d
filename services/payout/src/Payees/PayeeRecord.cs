namespace Payout.Payees;

/// <summary>
/// One payer's name, account and bank as the vault keeps them; without a ciphertext, a place that waits for them.
/// </summary>
public sealed class PayeeRecord
{
    public Guid PaymentId { get; init; }

    /// <summary>The data key it is encrypted with.</summary>
    public string? KeyId { get; private set; }

    public byte[]? Nonce { get; private set; }

    /// <summary>AES-256-GCM over the data, its tag at the end.</summary>
    public byte[]? Ciphertext { get; private set; }

    /// <summary>First character only.</summary>
    public string? MaskedName { get; private set; }

    /// <summary>Last four characters only.</summary>
    public string? MaskedAccount { get; private set; }

    public DateTimeOffset? StoredAt { get; private set; }

    public bool IsKnown => Ciphertext is not null;

    public void Store(SealedPayee payee, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(payee);
        (KeyId, Nonce, Ciphertext) = (payee.KeyId, payee.Nonce, payee.Ciphertext);
        (MaskedName, MaskedAccount, StoredAt) = (payee.MaskedName, payee.MaskedAccount, now);
    }
}
