using Microsoft.EntityFrameworkCore;
using Platform.Persistence;

namespace Platform.Restores;

/// <summary>
/// Rows of which another service is told again when it was started from an older copy, a page at a time, in the order of
/// their ids: a row that changes meanwhile keeps its place.
/// </summary>
public interface IRestoreRepeats<TDb> where TDb : DbContext
{
    /// <summary>Names the rows in the table of requests: stays the same from release to release.</summary>
    string What { get; }

    /// <summary>Whether that service hears of them from us.</summary>
    bool IsFor(string service);

    /// <summary>Publishes what there is to say about one page. Answers its last row's id, or null when there are no more rows.</summary>
    Task<Guid?> Say(Unit<TDb> unit, RepeatPage page, CancellationToken ct);
}
