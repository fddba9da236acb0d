using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Platform.Persistence;

/// <summary>What an exception from the database means for whoever holds a transaction.</summary>
public enum DatabaseFault
{
    /// <summary>Not the database's, or a rule of it that was broken (23514, most 23505): repeating it alone will not help.</summary>
    None,

    /// <summary>
    /// Two transactions met, or another release has just widened a table under a prepared query: the same work again may
    /// pass (40001, 40P01, 55P03, 0A000 of a cached plan, a lost update, a row that another has just added under its id).
    /// </summary>
    Conflict,

    /// <summary>The database is not there: wait and do the same again.</summary>
    Unreachable,
}

public static class DatabaseFaults
{
    public static DatabaseFault Classify(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case DbUpdateConcurrencyException:
                case DbUpdateException update when IsMadeMeanwhile(update):
                case PostgresException { SqlState: "40001" or "40P01" or "55P03" }:
                case PostgresException { SqlState: "0A000", Routine: "RevalidateCachedQuery" }:
                    return DatabaseFault.Conflict;
                // Class 08 connection, 53 too many connections, 57 shutdown or not yet up, 25P03 idle in transaction, 58030 I/O.
                case PostgresException p when p.SqlState.StartsWith("08", StringComparison.Ordinal)
                    || p.SqlState is "53300" or "57P01" or "57P02" or "57P03" or "25P03" or "58030" or "53100":
                    return DatabaseFault.Unreachable;
                case PostgresException:
                    return DatabaseFault.None;
                case NpgsqlException or SocketException or EndOfStreamException or ObjectDisposedException { ObjectName: "NpgsqlTransaction" }:
                    return DatabaseFault.Unreachable;
                default:
                    break;
            }
        }
        return DatabaseFault.None;
    }

    /// <summary>Two replicas heard of the same new thing: the same work again finds the other's row and goes on from it.</summary>
    private static bool IsMadeMeanwhile(DbUpdateException update) =>
        update.Entries is [{ State: EntityState.Added } added]
        && update.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } met
        && met.ConstraintName == $"{added.Metadata.GetTableName()}_pkey";
}
