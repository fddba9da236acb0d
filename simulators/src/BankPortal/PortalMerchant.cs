namespace Simulators.BankPortal;

/// <summary>A merchant number at the bank; everything of it is changed under <see cref="Gate"/>.</summary>
internal sealed class PortalMerchant(string no)
{
    public Lock Gate { get; } = new();
    public string No { get; } = no;

    /// <summary>In fen; null is without end.</summary>
    public long? Available { get; set; }

    public Dictionary<string, PortalPayment> Payments { get; } = [];
    public Dictionary<string, PortalBatch> Batches { get; } = [];
    public HashSet<string> RefundNos { get; } = [];
    public List<PortalMovement> Movements { get; } = [];
}

/// <summary>An order that the bank has taken money for, in fen.</summary>
internal sealed class PortalPayment(long total)
{
    public long Total { get; } = total;
    public long Refunded { get; set; }
}

/// <summary>Money that left for the payer.</summary>
/// <param name="Shown">The amount in the day's file.</param>
internal sealed record PortalMovement(
    string BankNo, string RefundNo, string PaymentNo, long Minor, DateTimeOffset At, long Shown, bool InFile);
