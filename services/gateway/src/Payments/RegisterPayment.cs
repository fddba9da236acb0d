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
    private const int NumberLength = 64;
    private static readonly TimeSpan AheadAtMost = TimeSpan.FromMinutes(5);
    private static readonly string[] Instruments = ["wallet", "card"];

    public async Task<IResult> Post(HttpContext http)
    {
        var (key, keyRefusal) = IdempotentWrites.KeyOf(http);
        if (key is null) return keyRefusal!.ToResult();
        var (wish, refusal) = BodyReader.Read(http, body => Read(body, http.Merchant().Id));
        if (wish is null) return refusal!.ToResult();

        if (wish.Payee is not null)
        {
            // What the transaction will refuse anyway must not reach the vault.
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<GatewayDb>();
            var known = await Known(db, wish.Facts, http.RequestAborted);
            var id = known?.Id ?? wish.Facts.PaymentId;
            if (Refuse(http.Merchant(), wish.Facts, known) is { } early) return early.ToResult();
            if (await IsTaken(db, wish.Facts with { PaymentId = id }, http.RequestAborted)) return Taken.ToResult();
            if (await vault.Put(http, http.Merchant().Id, id, wish.Payee) is { } problem) return problem.ToResult();
        }
        return await Write(http, key, wish.Facts);
    }

    private async Task<Answer> Write(HttpContext http, string key, PaymentFacts facts)
    {
        try
        {
            return await writes.Run(http, key, unit => Register(unit, http.Merchant(), facts, http.RequestAborted));
        }
        catch (DbUpdateException e) when (
            e.InnerException is PostgresException { ConstraintName: "once_per_channel_payment" })
        {
            return Taken;
        }
        catch (DbUpdateException e) when (
            e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Two first registrations at once: now the other one's is there.
            return await writes.Run(http, key, unit => Register(unit, http.Merchant(), facts, http.RequestAborted));
        }
    }

    private async Task<Answer> Register(
        Unit<GatewayDb> unit, MerchantIdentity merchant, PaymentFacts facts, CancellationToken ct)
    {
        var known = await Known(unit.Db, facts, ct);
        if (Refuse(merchant, facts, known) is { } refusal) return refusal;
        if (known is not null) return Answer.Of(StatusCodes.Status200OK, PaymentView.Of(known));
        var payment = Payment.Register(facts, clock.Now());
        unit.Db.Add(payment);
        unit.Publish(new PaymentCaptured(payment.Facts));
        return Answer.Of(StatusCodes.Status201Created, PaymentView.Of(payment)) with
        {
            Location = $"/v1/payments/{payment.Id:D}",
        };
    }

    private static Refusal? Refuse(MerchantIdentity merchant, PaymentFacts facts, Payment? known)
    {
        if (known is not null && !known.IsAbout(facts with { PaymentId = known.Id }))
            return new Refusal(ProblemCatalogue.MerchantPaymentNoConflict) { Param = "/merchant_payment_no" };
        return merchant.Channels.Contains(facts.Channel)
            ? null
            : new Refusal(ProblemCatalogue.ChannelNotOpened) { Param = "/channel" };
    }

    private static Refusal Taken => new(ProblemCatalogue.ChannelPaymentConflict) { Param = "/channel_payment_no" };

    private static Task<bool> IsTaken(GatewayDb db, PaymentFacts facts, CancellationToken ct) =>
        db.Database.SqlQuery<bool>($"""
            SELECT channel_payment_is_taken(
                {facts.Channel}, {facts.ChannelMerchant}, {facts.ChannelPaymentNo}, {facts.PaymentId}) AS "Value"
            """).SingleAsync(ct);

    private static Task<Payment?> Known(GatewayDb db, PaymentFacts facts, CancellationToken ct) =>
        db.Set<Payment>().AsNoTracking().SingleOrDefaultAsync(
            p => p.MerchantId == facts.MerchantId && p.MerchantPaymentNo == facts.MerchantPaymentNo, ct);

    private Wish Read(BodyReader body, Guid merchantId)
    {
        var (no, paid, fee) = (
            body.Code("merchant_payment_no", NumberLength), body.Amount("paid"), body.Amount("fee", smallest: 0));
        var (channel, merchant, channelNo) = (
            body.Code("channel", 32), body.Code("channel_merchant", NumberLength),
            body.Code("channel_payment_no", NumberLength));
        var (instrument, captured) = (body.OneOf("instrument", Instruments), body.Time("captured_at"));
        if (paid is { } p && fee is { } f && (f.Currency != p.Currency || f > p))
            body.Note("fee", FieldCodes.Contradiction, "In the currency of paid, and not more than it.");
        if (captured > clock.Now() + AheadAtMost)
            body.Note("captured_at", FieldCodes.Contradiction, "Not in the future.");
        var facts = new PaymentFacts(
            PaymentIds.For(merchantId, no, captured ?? default), merchantId, no, paid ?? default, fee ?? default,
            channel, merchant, channelNo,
            instrument, captured ?? default);
        return new(facts, PayeeEndpoints.Read(body.Nested("payee", required: false)));
    }

    private sealed record Wish(PaymentFacts Facts, PayeeInstrument? Payee);
}
