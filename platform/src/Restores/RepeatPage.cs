using Microsoft.EntityFrameworkCore;

namespace Platform.Restores;

/// <summary>
/// The next rows to speak of. A page is a number of rows that are looked at, not of rows that changed: no index on the time
/// of the last change is kept for a restore, and yet no page takes long, however few of its rows changed.
/// </summary>
/// <param name="Service">The restored one.</param>
/// <param name="Since">Those that changed since then.</param>
/// <param name="After">The last id of the page before.</param>
public sealed record RepeatPage(string Service, DateTimeOffset Since, Guid After)
{
    /// <summary>By convention: every row of which others are told knows it.</summary>
    private const string LastChange = "UpdatedAt";

    /// <summary>Those of the next so many rows that changed, and the last id looked at; null when there are no more behind it.</summary>
    public async Task<(List<T> Changed, Guid? Last)> Read<T>(DbContext db, int rows, CancellationToken ct) where T : class
    {
        ArgumentNullException.ThrowIfNull(db);
        var key = db.Model.FindEntityType(typeof(T))!.FindPrimaryKey()!.Properties.Single().Name;
        var behind = db.Set<T>().AsNoTracking().Where(x => EF.Property<Guid>(x, key) > After).OrderBy(x => EF.Property<Guid>(x, key));
        var last = await behind.Skip(rows - 1).Select(x => (Guid?)EF.Property<Guid>(x, key)).FirstOrDefaultAsync(ct);
        var end = last ?? Guid.AllBitsSet;
        var changed = await behind
            .Where(x => EF.Property<Guid>(x, key) <= end && EF.Property<DateTimeOffset>(x, LastChange) >= Since).ToListAsync(ct);
        return (changed, last);
    }
}
