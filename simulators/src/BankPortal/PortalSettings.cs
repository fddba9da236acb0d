using Simulators.Misfortunes;

namespace Simulators.BankPortal;

/// <summary>
/// Section <c>BankPortal</c>. Everything has a default, so that an empty section is a working, well-meaning bank.
/// </summary>
internal sealed record PortalSettings
{
    /// <summary>From when a day's file is worked on: at this hour of the next working day, in Beijing. Default 9.</summary>
    public int WorksFromHour { get; init; } = 9;

    /// <summary>The customer's public key (PEM). Default: the test keys'.</summary>
    public string? CustomerPublicKey { get; init; }

    public MisfortuneSettings Misfortunes { get; init; } = new();
}
