using Contracts.Payments;
using Gateway.IdempotencyKeys;
using Gateway.Merchants;
using Gateway.Problems;
using Gateway.Requests;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Platform.Persistence;

namespace Gateway.Payments;

/// <summary>
/// Registers a captured payment. Payee data goes to the vault first, outside the transaction: if that fails nothing is
/// written; if we crash afterwards, the same request puts it there again under the same id.
/// </summary>
public sealed class RegisterPayment(
    IdempotentWrites writes, IServiceScopeFactory scopes, PayeeVault vault, TimeProvider clock)
{
    public async Task<IResult> Post(HttpContext http)
    {
        var (key, keyRefusal) = IdempotentWrites.KeyOf(http);
        if (key is null) return keyRefusal!.ToResult();
        var (wish, refusal) = BodyReader.Read(http, body => PaymentWish.Read(body, http.Merchant().Id, clock.Now()));
        if (wish is null) return refusal!.ToResult();
        if (await KeepPayee(http, wish) is { } problem) return problem.ToResult();
        return await Write(http, key, wish, unit => Register(unit, http.Merchant(), wish, http.RequestAborted));
    }

    /// <summary>Puts payee data, if there is any, into the vault; a refusal when that, or the payment, cannot be.</summary>
    internal async Task<Refusal?> KeepPayee(HttpContext http, PaymentWish wish)
    {
        if (wish.Payee is null) return null;
        // What the transaction will refuse anyway must not reach the vault.
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GatewayDb>();
        var known = await Known(db, wish, http.RequestAborted);
        var id = known?.Id ?? wish.Facts.PaymentId;
        if (Refuse(http.Merchant(), wish, known) is { } early) return early;
        if (await IsTaken(db, wish.Facts with { PaymentId = id }, http.RequestAborted)) return Taken(wish);
        return await vault.Put(http, http.Merchant().Id, id, wish.Payee);
    }

    /// <summary>A write that may register the payment, as the first of several at once or after them.</summary>
    internal async Task<Answer> Write(
        HttpContext http, string key, PaymentWish wish, Func<Unit<GatewayDb>, Task<Answer>> write)
    {
        try
        {
            return await writes.Run(http, key, write);
        }
        catch (DbUpdateException e) when (
            e.InnerException is PostgresException { ConstraintName: "once_per_channel_payment" })
        {
            return Taken(wish);
        }
        catch (DbUpdateException e) when (
            e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Two first registrations at once: now the other one's is there.
            return await writes.Run(http, key, write);
        }
    }

    /// <summary>Null when the merchant's number is new; the row is not locked.</summary>
    internal static Task<Payment?> Known(GatewayDb db, PaymentWish wish, CancellationToken ct) =>
        db.Set<Payment>().AsNoTracking().SingleOrDefaultAsync(
            p => p.MerchantId == wish.Facts.MerchantId && p.MerchantPaymentNo == wish.Facts.MerchantPaymentNo, ct);

    internal static Refusal? Refuse(MerchantIdentity merchant, PaymentWish wish, Payment? known)
    {
        if (known is not null && !wish.IsAbout(known))
            return new(ProblemCatalogue.MerchantPaymentNoConflict) { Param = $"{wish.At}/merchant_payment_no" };
        return merchant.Channels.Contains(wish.Facts.Channel)
            ? null
            : new(ProblemCatalogue.ChannelNotOpened) { Param = $"{wish.At}/channel" };
    }

    /// <summary>A payment that is not known, and what is said of it.</summary>
    internal static void Add(Unit<GatewayDb> unit, Payment payment)
    {
        unit.Db.Add(payment);
        unit.Publish(payment.Captured);
    }

    private async Task<Answer> Register(
        Unit<GatewayDb> unit, MerchantIdentity merchant, PaymentWish wish, CancellationToken ct)
    {
        var known = await Known(unit.Db, wish, ct);
        if (Refuse(merchant, wish, known) is { } refusal) return refusal;
        if (known is not null) return Answer.Of(StatusCodes.Status200OK, PaymentView.Of(known));
        var payment = Payment.Register(wish.Facts, clock.Now(), wish.Settlement);
        Add(unit, payment);
        return Answer.Of(StatusCodes.Status201Created, PaymentView.Of(payment)) with
        {
            Location = $"/v1/payments/{payment.Id:D}",
        };
    }

    private static Refusal Taken(PaymentWish wish) =>
        new(ProblemCatalogue.ChannelPaymentConflict) { Param = $"{wish.At}/channel_payment_no" };

    private static Task<bool> IsTaken(GatewayDb db, PaymentFacts facts, CancellationToken ct) =>
        db.Database.SqlQuery<bool>($"""
            SELECT channel_payment_is_taken(
                {facts.Channel}, {facts.ChannelMerchant}, {facts.ChannelPaymentNo}, {facts.PaymentId}) AS "Value"
            """).SingleAsync(ct);
}
