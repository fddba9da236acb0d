using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Platform.Persistence;

/// <summary>Plain SQL on the connection and transaction that a DbContext uses.</summary>
public static class Sql
{
    /// <summary>
    /// A command inside the context's open transaction. Parameters are positional: <c>$1</c>, <c>$2</c>, … One whose type
    /// does not follow from its value (an array of times that may begin with null) is given as a parameter of its own.
    /// </summary>
    public static NpgsqlCommand Command(this DbContext db, string sql, params ReadOnlySpan<object?> parameters)
    {
        var command = new NpgsqlCommand(sql, (NpgsqlConnection)db.Database.GetDbConnection())
        {
            Transaction = (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction(),
        };
        foreach (var value in parameters)
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value ?? DBNull.Value });
        return command;
    }

    public static async Task<int> Execute(this DbContext db, string sql, CancellationToken ct, params object?[] parameters)
    {
        await using var command = db.Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Reads all rows.</summary>
    public static async Task<List<T>> Query<T>(
        this DbContext db, string sql, Func<DbDataReader, T> read, CancellationToken ct, params object?[] parameters)
    {
        await using var command = db.Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct)) rows.Add(read(reader));
        return rows;
    }
}
