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
    /// <summary>The last id of a page of so many rows; null when there are no more after it.</summary>
    /// <param name="idsAfter">The ids behind <see cref="After"/>.</param>
    public static Task<Guid?> EndOf(IQueryable<Guid> idsAfter, int rows, CancellationToken ct) =>
        idsAfter.Order().Skip(rows - 1).Select(id => (Guid?)id).FirstOrDefaultAsync(ct);
}
