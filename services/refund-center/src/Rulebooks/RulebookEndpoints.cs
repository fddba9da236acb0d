using Npgsql;
using Platform.Http;

namespace RefundCenter.Rulebooks;

/// <summary>
/// The channels' rules for whoever changes them: every version with who put it in force and who has it, and the text
/// that the next one is made from.
/// </summary>
internal static class RulebookEndpoints
{
    private const string List = """
        SELECT r.channel, r.version, r.effective_from, r.hash, r.maker, r.checker, r.reason, r.stored_at,
            ARRAY(SELECT c.service FROM rulebook_copies c
                WHERE c.channel = r.channel AND c.version = r.version AND c.due_at IS NOT NULL ORDER BY 1)
        FROM rulebooks r ORDER BY r.channel, r.version DESC
        """;

    private const string Text = """
        SELECT document FROM rulebooks WHERE channel = $1 AND version = coalesce($2, version)
        ORDER BY version DESC LIMIT 1
        """;

    public static void MapRulebooks(this IEndpointRouteBuilder app)
    {
        var rulebooks = app.MapGroup("/internal/rulebooks").RequireInternalAuth(operatorsToo: true);
        rulebooks.MapGet("/", All);
        rulebooks.MapGet("/{channel}", Document);
    }

    private static async Task<IResult> All(NpgsqlDataSource database, RulebookShelf shelf, CancellationToken ct)
    {
        await using var command = database.CreateCommand(List);
        await using var row = await command.ExecuteReaderAsync(ct);
        var lines = new List<RulebookLine>();
        while (await row.ReadAsync(ct))
            lines.Add(new(
                row.GetString(0), row.GetInt32(1), row.GetFieldValue<DateTimeOffset>(2),
                shelf.Find(row.GetString(0))?.Version == row.GetInt32(1), row.GetString(3),
                row.IsDBNull(4) ? null : row.GetString(4), row.IsDBNull(5) ? null : row.GetString(5), row.GetString(6),
                row.GetFieldValue<DateTimeOffset>(7), row.GetFieldValue<string[]>(8)));
        return Results.Json(lines);
    }

    /// <param name="channel">Its code.</param>
    /// <param name="version">Default: the last one, in force or not.</param>
    private static async Task<IResult> Document(
        string channel, int? version, NpgsqlDataSource database, CancellationToken ct)
    {
        await using var command = database.CreateCommand(Text);
        command.Parameters.Add(new() { Value = channel });
        command.Parameters.Add(
            new() { Value = (object?)version ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Integer });
        return await command.ExecuteScalarAsync(ct) is string document
            ? Results.Text(document, "application/json; charset=utf-8")
            : Refusals.Problem(
                "rulebook_not_found", StatusCodes.Status404NotFound, "There is no such version of a rulebook.");
    }
}
