using Channels;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Platform.Persistence;
using Platform.Time;

namespace Reconciliation.Bills;

/// <summary>
/// Writes the lines of a file by COPY, some thousands per transaction, under a file row that does not count until
/// <see cref="FetchStore.Loaded"/>: a process that dies in the middle leaves nothing that anybody would match.
/// </summary>
public sealed class LineStore(Transactions<ReconciliationDb> transactions, TimeProvider clock)
{
    private const int LinesPerCopy = 5_000;

    private const string Columns = "file_id, line_no, kind, channel_payment_no, no, channel_no, "
        + "amount_minor, amount_currency, fee_minor, fee_currency, status, moved_money, at";

    /// <returns>The file's id and how many lines it has.</returns>
    /// <exception cref="UnreadableBillException">The source stopped in the middle.</exception>
    public async Task<(Guid FileId, int Lines)> Load(FetchClaim claim, BillAnswer.File file, CancellationToken ct)
    {
        var fileId = await Begin(claim, file.Hash, ct);
        var (lines, total) = (new List<BillLine>(LinesPerCopy), 0);
        await foreach (var line in Readable(file.Lines, ct))
        {
            lines.Add(line);
            total++;
            if (lines.Count < LinesPerCopy) continue;
            await Copy(fileId, lines, ct);
            lines.Clear();
        }
        await Copy(fileId, lines, ct);
        return (fileId, total);
    }

    // What an earlier try left behind goes first: its lines go with it (on delete cascade).
    private Task<Guid> Begin(FetchClaim claim, string hash, CancellationToken ct) => transactions.Run(async unit =>
    {
        await unit.Db.Execute("""
            DELETE FROM bill_files
            WHERE channel = $1 AND channel_merchant = $2 AND day = $3 AND kind = $4 AND loaded_at IS NULL
            """, ct, claim.Channel, claim.ChannelMerchant, claim.Day, claim.Kind);
        var file = new BillFile
        {
            Id = Ids.New(clock), Channel = claim.Channel, ChannelMerchant = claim.ChannelMerchant, Day = claim.Day,
            Kind = claim.Kind, Hash = hash, BegunAt = clock.GetUtcNow(),
        };
        unit.Db.Files.Add(file);
        return file.Id;
    }, ct);

    private Task<bool> Copy(Guid fileId, List<BillLine> lines, CancellationToken ct) => transactions.Run(async unit =>
    {
        var connection = (NpgsqlConnection)unit.Db.Database.GetDbConnection();
        await using var copy = await connection.BeginBinaryImportAsync(
            $"COPY bill_lines ({Columns}) FROM STDIN (FORMAT binary)", ct);
        foreach (var line in lines) await Write(copy, fileId, line, ct);
        await copy.CompleteAsync(ct);
        return true;
    }, ct);

    private static async Task Write(NpgsqlBinaryImporter copy, Guid fileId, BillLine line, CancellationToken ct)
    {
        await copy.StartRowAsync(ct);
        await copy.WriteAsync(fileId, NpgsqlDbType.Uuid, ct);
        await copy.WriteAsync(line.LineNo, NpgsqlDbType.Integer, ct);
        await copy.WriteAsync(line.Kind.ToString(), NpgsqlDbType.Text, ct);
        await copy.WriteAsync(line.ChannelPaymentNo, NpgsqlDbType.Text, ct);
        await copy.WriteAsync(line.No ?? "", NpgsqlDbType.Text, ct);
        await copy.WriteAsync(line.ChannelNo ?? "", NpgsqlDbType.Text, ct);
        await copy.WriteAsync(line.Amount.Minor, NpgsqlDbType.Bigint, ct);
        await copy.WriteAsync(line.Amount.Currency, NpgsqlDbType.Char, ct);
        await copy.WriteAsync(line.Fee.Minor, NpgsqlDbType.Bigint, ct);
        await copy.WriteAsync(line.Fee.Currency, NpgsqlDbType.Char, ct);
        await copy.WriteAsync(line.Status, NpgsqlDbType.Text, ct);
        await copy.WriteAsync(line.MovedMoney, NpgsqlDbType.Boolean, ct);
        await copy.WriteAsync(line.At.ToUniversalTime(), NpgsqlDbType.TimestampTz, ct);
    }

    // Only what the source throws is the file's fault; what the database throws is not.
    private static async IAsyncEnumerable<BillLine> Readable(
        IAsyncEnumerable<BillLine> lines, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var reader = lines.GetAsyncEnumerator(ct);
        while (true)
        {
            try
            {
                if (!await reader.MoveNextAsync()) yield break;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw new UnreadableBillException(e);
            }
            yield return reader.Current;
        }
    }
}
