namespace RefundCenter.Legs;

/// <summary>What a rule did to a leg, to be written and told in the transaction that holds its row's lock.</summary>
public sealed class LegOutcome
{
    private readonly List<LegAlarm> alarms = [];

    /// <summary>The execution has to hear of it (<see cref="LegMoved"/>).</summary>
    public bool IsTold { get; internal set; }

    /// <summary>The leg died of it.</summary>
    public DeathCertificate? Certificate { get; internal set; }

    public IReadOnlyList<LegAlarm> Alarms => alarms;

    internal void Alarm(Cases.CaseKind kind, string detail) => alarms.Add(new(kind, detail));
}
