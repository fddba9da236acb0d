using System.Diagnostics;
using Gateway.IdempotencyKeys;
using Gateway.Merchants;
using Gateway.Payments;
using Gateway.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Platform.Observability;
using Platform.Persistence;

namespace Gateway.Refunds;

/// <summary>
/// Admits what is plain, which is nearly all: a request not seen before, about a payment that is known, for a new
/// refund that fits (S33–S34). Requests that come at once share a transaction, with the locks that each would take alone. What is
/// not plain is left for <see cref="AskRefund"/>, which finds out why.
/// </summary>
public sealed class RefundIntake : IAsyncDisposable
{
    private const int AtOnce = 64;

    /// <summary>
    /// Statements in one round trip, each with a snapshot of its own: who gets a key's lock sees what its former
    /// owner committed.
    /// </summary>
    private const string TryKeys = "SELECT pg_try_advisory_xact_lock(n) FROM unnest($1) AS k (n)";

    private const string FindPayments = """
        SELECT a.i, coalesce(named.id, numbered.id)
        FROM unnest($1, $2, $3, $4, $5, $6, $7) WITH ORDINALITY
            AS a (merchant_id, method, route, key, refund_id, payment_id, payment_no, i)
        LEFT JOIN payments named ON named.id = a.payment_id
        LEFT JOIN payments numbered
            ON numbered.merchant_id = a.merchant_id AND numbered.merchant_payment_no = a.payment_no
        WHERE coalesce(named.id, numbered.id) IS NOT NULL
        AND NOT EXISTS (SELECT FROM refunds r WHERE r.id = a.refund_id)
        AND NOT EXISTS (
            SELECT FROM idempotency_keys k
            WHERE k.merchant_id = a.merchant_id AND k.method = a.method AND k.route = a.route AND k.key = a.key)
        """;

    private readonly Transactions<GatewayDb> transactions;
    private readonly ChannelRules rules;
    private readonly TimeProvider clock;
    private readonly Gatherer<Asked, Answer?> gatherer;

    public RefundIntake(Transactions<GatewayDb> transactions, ChannelRules rules, TimeProvider clock)
    {
        (this.transactions, this.rules, this.clock) = (transactions, rules, clock);
        gatherer = new(Admit, AtOnce);
    }

    /// <summary>202 when it was admitted; null when it is not plain, and nothing was written.</summary>
    public Task<Answer?> Take(KeyedRequest request, MerchantIdentity merchant, RefundWish wish, CancellationToken ct) =>
        gatherer.Add(new(request, merchant, wish), ct);

    public ValueTask DisposeAsync() => gatherer.DisposeAsync();

    private Task<IReadOnlyList<Answer?>> Admit(IReadOnlyList<Asked> asked, CancellationToken ct)
    {
        using var span = PlatformActivity.Source.StartActivity(
            "refunds admitted", ActivityKind.Internal, parentContext: default,
            links: asked.Select(a => a.Link).OfType<ActivityLink>());
        return transactions.RunOnce(unit => Admit(unit, asked, ct), ct);
    }

    private async Task<IReadOnlyList<Answer?>> Admit(
        Unit<GatewayDb> unit, IReadOnlyList<Asked> asked, CancellationToken ct)
    {
        var payments = await PaymentsOf(unit, asked, ct);
        await unit.Lock(ct, [.. payments.OfType<Guid>().Select(id => LockKey.Of<Payment>(id))]);
        return [.. asked.Select((a, i) => payments[i] is { } payment ? Admit(unit.Db, a, payment) : null)];
    }

    /// <summary>Null also when an earlier one of the same transaction took its number or its key.</summary>
    private Answer? Admit(GatewayDb db, Asked asked, Guid paymentId)
    {
        var (request, merchant, wish) = asked;
        var now = clock.Now();
        if (db.FindLocked<Payment>(paymentId) is not { } payment || payment.MerchantId != merchant.Id) return null;
        if (db.FindLocked<Refund>(asked.RefundId) is not null) return null;
        if (db.Locked<IdempotencyKey>().Any(k => k.MerchantId == merchant.Id && k.Key == request.Key)) return null;
        var book = rules.For(payment.Channel, payment.ChannelMerchant, now);
        if (Admission.Refuse(payment, wish, merchant.Channels, book, now) is not null) return null;
        if (payment.MayReviveUntil > now) return null;
        var refund = Refund.Ask(asked.RefundId, payment, wish, now);
        refund.AdmittedBy(book);
        var answer = AskRefund.Show(StatusCodes.Status202Accepted, refund);
        db.Add(refund);
        db.Add(request.Answered(answer, now));
        return answer;
    }

    /// <summary>For each request its payment's id, or null when it is not plain.</summary>
    private static async Task<Guid?[]> PaymentsOf(
        Unit<GatewayDb> unit, IReadOnlyList<Asked> asked, CancellationToken ct)
    {
        var db = unit.Db;
        await using var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection())
        {
            Transaction = (NpgsqlTransaction)db.Database.CurrentTransaction!.GetDbTransaction(),
            BatchCommands =
            {
                unit.Services.GetRequiredService<RowSecurity>().First(db, asked.Select(a => a.Merchant.Id).Distinct()),
                Command(TryKeys, asked.Select(a => a.Request.LockNumber).ToArray()),
                Command(
                    FindPayments, asked.Select(a => a.Request.MerchantId).ToArray(),
                    asked.Select(a => a.Request.Method).ToArray(), asked.Select(a => a.Request.Route).ToArray(),
                    asked.Select(a => a.Request.Key).ToArray(), asked.Select(a => a.RefundId).ToArray(),
                    asked.Select(a => a.Wish.PaymentId).ToArray(),
                    asked.Select(a => a.Wish.MerchantPaymentNo).ToArray()),
            },
        };
        var (alone, payments) = (new List<bool>(asked.Count), new Guid?[asked.Count]);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct)) alone.Add(reader.GetBoolean(0));
        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct))
            if ((int)reader.GetInt64(0) - 1 is var i && alone[i]) payments[i] = reader.GetGuid(1);
        return payments;
    }

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<Array> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    private sealed record Asked(KeyedRequest Request, MerchantIdentity Merchant, RefundWish Wish)
    {
        public Guid RefundId { get; } = RefundIds.For(Merchant.Id, Wish.MerchantRefundNo);

        public ActivityLink? Link =>
            ActivityContext.TryParse(Wish.TraceParent, null, out var trace) ? new ActivityLink(trace) : null;
    }
}
