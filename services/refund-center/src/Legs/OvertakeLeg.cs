namespace RefundCenter.Legs;

/// <summary>
/// A payout was ordered behind this leg, which a restore made us forget: send nothing more for it; and if it has paid, it
/// had died before. From an execution, inside this service; repeated with <see cref="PayoutFound"/>.
/// </summary>
/// <param name="By">The payout's ordinal.</param>
public sealed record OvertakeLeg(Guid RefundId, int Ordinal, int By);
