using System.ComponentModel.DataAnnotations;

namespace Gateway;

/// <summary>Where the other services answer HTTP. Section <c>Services</c>.</summary>
public sealed record ServiceAddresses
{
    /// <summary>Balances.</summary>
    [Required, Url] public string Accounting { get; init; } = "";

    /// <summary>Channel notices.</summary>
    [Required, Url] public string RefundCenter { get; init; } = "";

    /// <summary>The vault of payee data.</summary>
    [Required, Url] public string Payout { get; init; } = "";

    /// <summary>For persons; null = they do not reach it.</summary>
    [Url] public string? Clearing { get; init; }

    /// <summary>For persons; null = they do not reach it.</summary>
    [Url] public string? Reconciliation { get; init; }
}
