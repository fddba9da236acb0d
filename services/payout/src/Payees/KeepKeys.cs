using Platform.Persistence;

namespace Payout.Payees;

/// <summary>Wraps data keys anew after the wrapping key changed, and destroys those whose time is over.</summary>
internal sealed class KeepKeys(Vault vault, VaultOptions options) : IDueWork
{
    public TimeSpan Interval => TimeSpan.FromHours(1);

    public async Task<bool> RunAsync(CancellationToken ct)
    {
        await vault.RewrapKeys(ct);
        await vault.DestroyKeys(options.KeepFor, ct);
        return false;
    }
}
