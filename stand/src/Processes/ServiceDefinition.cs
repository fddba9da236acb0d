namespace Stand.Processes;

/// <summary>A program of this repository that the stand starts.</summary>
/// <param name="Name">Its folder's name, also that of its log and its database.</param>
/// <param name="Project">The name of its project and assembly.</param>
public sealed record ServiceDefinition(string Name, string Project)
{
    /// <summary>In front of all others: merchants and operators talk to it.</summary>
    public static ServiceDefinition Gateway { get; } = new("gateway", "Gateway");

    /// <summary>Decides which pockets may pay.</summary>
    public static ServiceDefinition Clearing { get; } = new("clearing", "Clearing");

    /// <summary>The ledger.</summary>
    public static ServiceDefinition Accounting { get; } = new("accounting", "Accounting");

    /// <summary>Gets the money to the payer.</summary>
    public static ServiceDefinition RefundCenter { get; } = new("refund-center", "RefundCenter");

    /// <summary>Bank transfers and the vault.</summary>
    public static ServiceDefinition Payout { get; } = new("payout", "Payout");

    /// <summary>Compares with the channels' files.</summary>
    public static ServiceDefinition Reconciliation { get; } = new("reconciliation", "Reconciliation");

    /// <summary>Plays every channel and bank; owns no database and hears no message.</summary>
    public static ServiceDefinition Simulators { get; } = new("simulators", "Simulators");

    /// <summary>The six services.</summary>
    public static IReadOnlyList<ServiceDefinition> Services { get; } =
        [Gateway, Clearing, Accounting, RefundCenter, Payout, Reconciliation];

    /// <summary>The name of its database.</summary>
    public string Database => Name.Replace('-', '_');
}
