using RefundCenter.Legs;

namespace RefundCenter.Desk;

/// <summary>
/// How a leg stood when somebody proposed to end it, as its view shows it: the second person agrees to that, and to nothing
/// that came to light since.
/// </summary>
/// <param name="Stamp">Of <see cref="Leg.Stamp"/>.</param>
internal sealed record SeenLeg(LegStatus Status, string Stamp)
{
    public bool Is(Leg leg) => (leg.Status, leg.Stamp) == (Status, Stamp);
}
