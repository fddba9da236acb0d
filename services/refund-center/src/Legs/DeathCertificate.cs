namespace RefundCenter.Legs;

/// <summary>
/// The proof that a leg is dead. A further leg of the same refund needs it: the service asks for it, and so does the
/// database, whose foreign key lets a leg in only behind the certificate of the one before.
/// </summary>
public sealed class DeathCertificate
{
    public required Guid RefundId { get; init; }
    public required int Ordinal { get; init; }
    public required CertificateKind Kind { get; init; }
    public required Evidence Evidence { get; init; }
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Who asked for it, when two people are its proof.</summary>
    public string? Maker { get; init; }

    /// <summary>Who agreed: somebody else.</summary>
    public string? Checker { get; init; }
}
