namespace Accounting.Accounts;

/// <summary>An amount for each of a merchant's pockets, in minor units.</summary>
public readonly record struct PocketAmounts(long Pending, long Cash)
{
    public long Total => checked(Pending + Cash);

    public static PocketAmounts operator +(PocketAmounts a, PocketAmounts b) =>
        new(checked(a.Pending + b.Pending), checked(a.Cash + b.Cash));

    public static PocketAmounts operator -(PocketAmounts a, PocketAmounts b) =>
        new(checked(a.Pending - b.Pending), checked(a.Cash - b.Cash));
}
