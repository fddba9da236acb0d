using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Gateway.Merchants;

/// <summary>
/// The second net under the merchants' isolation: what a signed request asks the database runs as a role that sees and
/// writes its merchant's rows only (<c>Migrations/0003_row_security.sql</c>), whatever the query says. The switch
/// travels with the first statement of the transaction, so it costs no round trip, and it ends with the transaction.
/// Work that belongs to no request (batches, pollers, nonces, results of webhooks) runs as the service.
/// </summary>
internal sealed class RowSecurity(IHttpContextAccessor requests) : DbCommandInterceptor
{
    private const string Parameter = "acting_merchants";
    private const string Switch = $"""
        SELECT set_config('app.merchants', @{Parameter}, true), set_config('role', 'gateway_merchant', true)
        """;

    /// <summary>A transaction is switched once; nobody else's statements run in it.</summary>
    private Guid? switched;

    /// <summary>
    /// The switch for a batch of plain SQL that a transaction begins with; its result comes first. The merchants are
    /// more than one when their requests share the transaction.
    /// </summary>
    public NpgsqlBatchCommand First(DbContext db, params IEnumerable<Guid> merchants)
    {
        switched = db.Database.CurrentTransaction!.TransactionId;
        return new(Switch) { Parameters = { Acting(merchants) } };
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        Narrow(command, eventData.Context!);
        return new(result);
    }

    public override async ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result,
        CancellationToken cancellationToken = default)
    {
        if (IsNarrowed(command)) await result.NextResultAsync(cancellationToken);
        return result;
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Narrow(command, eventData.Context!);
        return result;
    }

    public override DbDataReader ReaderExecuted(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        if (IsNarrowed(command)) result.NextResult();
        return result;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result,
        CancellationToken cancellationToken = default)
    {
        Narrow(command, eventData.Context!);
        return new(result);
    }

    private void Narrow(DbCommand command, DbContext db)
    {
        if (requests.HttpContext?.SignedBy() is not { } merchant) return;
        var transaction = db.Database.CurrentTransaction?.TransactionId;
        if (transaction is not null && transaction == switched) return;
        switched = transaction;                                   // without one the statement is a transaction of its own
        command.CommandText = $"{Switch};\n{command.CommandText}";
        command.Parameters.Add(Acting([merchant.Id]));
    }

    private static bool IsNarrowed(DbCommand command) =>
        command.CommandText.StartsWith(Switch, StringComparison.Ordinal);

    private static NpgsqlParameter Acting(IEnumerable<Guid> merchants) =>
        new(Parameter, $"{{{string.Join(',', merchants)}}}");
}
