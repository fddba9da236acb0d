namespace Clearing.Restores;

/// <summary>The names by which the services that talk with clearing announce a restore.</summary>
internal static class Neighbours
{
    public const string Accounting = "accounting";
    public const string Gateway = "gateway";
}
