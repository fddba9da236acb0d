using Contracts;
using Contracts.Executions;
using RefundCenter.Legs;

namespace RefundCenter.Queues;

/// <summary>
/// A leg as an operator sees it. Request bytes are not shown: they may hold the payer's reason and tokens.
/// </summary>
/// <param name="Stamp">Of <see cref="Leg.Stamp"/>: who proposes to end the leg names it.</param>
public sealed record LegView(
    Guid Id, int Ordinal, int Attempt, string Method, string Channel, string ChannelMerchant, string No,
    string? ChannelNo, Money Amount,
    LegStatus Status, string Stamp, string? WaitingFor, string? Code, string? Message, int UnansweredSends, LegStep? NextStep,
    DateTimeOffset? NextAt,
    Movements Moved, DateOnly? BilledOn, DateTimeOffset? DiedAt, int? RulebookVersion, IReadOnlyList<SendView> Sends,
    CertificateView? Certificate)
{
    public static LegView Of(Leg leg, IReadOnlyList<SendView> sends, DeathCertificate? certificate) => new(
        leg.Id, leg.Ordinal, leg.Attempt, leg.Method, leg.Channel, leg.ChannelMerchant, leg.No, leg.ChannelNo,
        leg.Amount,
        leg.Status, leg.Stamp, leg.WaitingFor, leg.Code, leg.Message, leg.UnansweredSends, leg.Step,
        leg.DueAt,
        leg.Moved, leg.BilledOn, leg.DiedAt, leg.RulebookVersion, sends,
        certificate is null ? null : new CertificateView(
            certificate.Kind, certificate.Evidence, certificate.IssuedAt, certificate.Maker,
            certificate.Checker));
}

/// <summary>A send without its bytes.</summary>
public sealed record SendView(
    int No, LegStep Step, string? Operation, DateTimeOffset ClaimedAt, DateTimeOffset? AnsweredAt, string? Answer,
    string? Detail,
    DateTimeOffset? LapsedAt);

/// <summary>A death certificate with its evidence.</summary>
public sealed record CertificateView(
    CertificateKind Kind, Evidence Evidence, DateTimeOffset IssuedAt, string? Maker, string? Checker);
