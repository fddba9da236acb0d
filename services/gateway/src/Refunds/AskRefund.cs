using System.Diagnostics;
using Gateway.IdempotencyKeys;
using Gateway.Merchants;
using Gateway.Payments;
using Gateway.Problems;
using Gateway.Requests;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Platform.Persistence;

namespace Gateway.Refunds;

/// <summary>
/// Admits refunds (S33–S34). The payment's row is locked first, so of any number of parallel requests exactly as many
/// pass as fit; then the merchant's number decides whether this is a new refund, the same one once more, or another
/// attempt of one that failed (S4). <see cref="RefundIntake"/> takes the plain ones first.
/// </summary>
public sealed class AskRefund(
    RefundIntake intake, IdempotentWrites writes, ChannelRules rules, WorkSignal<HandOnRefunds> handOn,
    TimeProvider clock)
{
    internal const int NumberLength = 64;
    internal const int ReasonLength = 80;
    private static readonly string[] NumberKeys = ["refunds_pkey", "refunds_merchant_id_merchant_refund_no_key"];

    public async Task<IResult> Post(HttpContext http)
    {
        var (key, keyRefusal) = IdempotentWrites.KeyOf(http);
        if (key is null) return keyRefusal!.ToResult();
        var (wish, refusal) = BodyReader.Read(http, body => Read(body, http.Merchant().Promise));
        if (wish is null) return refusal!.ToResult();
        var answer = await Write(http, key, wish);
        if (answer is not { Status: StatusCodes.Status202Accepted, IsReplay: false }) return answer;
        Admitted(http, wish.MerchantRefundNo);
        return answer;
    }

    internal void Admitted(HttpContext http, string merchantRefundNo)
    {
        // By it ./run trace finds the trace.
        Activity.Current?.SetTag("refund.id", RefundIds.For(http.Merchant().Id, merchantRefundNo));
        handOn.Wake();
    }

    /// <summary>
    /// Two payments' rows do not exclude each other: of two first requests with one number for two payments the later
    /// one meets a unique key (the id follows from the number), and when it runs again it finds the earlier one.
    /// </summary>
    private async Task<Answer> Write(HttpContext http, string key, RefundWish wish)
    {
        try
        {
            return await intake.Take(KeyedRequest.Of(http, key), http.Merchant(), wish, http.RequestAborted)
                ?? await writes.Run(http, key, unit => Ask(unit, http.Merchant(), wish, http.RequestAborted));
        }
        catch (DbUpdateException e)
            when (e.InnerException is PostgresException { ConstraintName: { } unique } && NumberKeys.Contains(unique))
        {
            return await writes.Run(http, key, unit => Ask(unit, http.Merchant(), wish, http.RequestAborted));
        }
    }

    private async Task<Answer> Ask(
        Unit<GatewayDb> unit, MerchantIdentity merchant, RefundWish wish, CancellationToken ct)
    {
        if (await LockPayment(unit, merchant, wish, ct) is not { } payment) return ProblemCatalogue.PaymentNotFound;
        return await Ask(unit, merchant, payment, wish, ct);
    }

    /// <param name="payment">Locked, or about to be added in this transaction.</param>
    internal async Task<Answer> Ask(
        Unit<GatewayDb> unit, MerchantIdentity merchant, Payment payment, RefundWish wish, CancellationToken ct)
    {
        var existing = await unit.Db.Set<Refund>().AsNoTracking()
            .Where(r => r.MerchantId == merchant.Id && r.MerchantRefundNo == wish.MerchantRefundNo)
            .Select(r => (Guid?)r.Id).SingleOrDefaultAsync(ct);
        return existing is { } id
            ? await Again(unit, merchant, payment, (wish, id), ct)
            : await First(unit, merchant, payment, wish, ct);
    }

    private async Task<Answer> First(
        Unit<GatewayDb> unit, MerchantIdentity merchant, Payment payment, RefundWish wish, CancellationToken ct)
    {
        var (id, now) = (RefundIds.For(merchant.Id, wish.MerchantRefundNo), clock.Now());
        // One that failed and came alive is neither a failed one any more nor counted yet.
        if (payment.MayReviveUntil > now) await CountRefunds.Of(unit, payment, now, ct);
        var refusal = await Refuse(unit, merchant, payment, wish, ct)
            ?? await FailedRefunds.Refuse(unit, payment, (wish.Amount, id), now, ct);
        if (refusal is not null) return refusal;
        var refund = Refund.Ask(id, payment, wish, now);
        refund.AdmittedBy(RulesOf(payment));
        unit.Db.Add(refund);
        return Taken(refund);
    }

    /// <summary>
    /// The number is known: equal content returns the refund, or re-opens it when it failed and may be retried.
    /// </summary>
    private async Task<Answer> Again(
        Unit<GatewayDb> unit, MerchantIdentity merchant, Payment payment, (RefundWish Wish, Guid Id) request,
        CancellationToken ct)
    {
        // In one call: refunds are locked in the order of their ids, also those that are to be counted.
        var due = await CountRefunds.DueOf(unit, [payment.Id], ct);
        await unit.Lock(ct, [LockKey.Of<Refund>(request.Id), .. due]);
        var refund = unit.Db.FindLocked<Refund>(request.Id)!;
        if (!request.Wish.IsAbout(refund, payment.Id))
            return new Refusal(ProblemCatalogue.MerchantRefundNoConflict) { Param = "/merchant_refund_no" };
        if (!refund.Retryable) return refund.IsEnded ? Found(refund) : Taken(refund);
        CountRefunds.Count(unit, clock.Now());
        var refusal = Refuse(merchant, payment, request.Wish)
            ?? await FailedRefunds.Refuse(unit, payment, (refund.Amount, refund.Id), clock.Now(), ct);
        if (refusal is not null) return refusal;
        refund.Reopen(payment, request.Wish, clock.Now());
        refund.AdmittedBy(RulesOf(payment));
        unit.Services.GetRequiredService<ToldChanges>().Tell(unit.Db, refund);
        return Taken(refund);
    }

    /// <summary>
    /// A refund that has just ended may not have been counted yet: before refusing for its sake, it is.
    /// </summary>
    private async Task<Refusal?> Refuse(
        Unit<GatewayDb> unit, MerchantIdentity merchant, Payment payment, RefundWish wish, CancellationToken ct)
    {
        var refusal = Refuse(merchant, payment, wish);
        if (refusal is null || !await CountRefunds.Of(unit, payment, clock.Now(), ct)) return refusal;
        return Refuse(merchant, payment, wish);
    }

    private Refusal? Refuse(MerchantIdentity merchant, Payment payment, RefundWish wish) =>
        Admission.Refuse(payment, wish, merchant.Channels, RulesOf(payment), clock.Now());

    private Channels.Rulebook? RulesOf(Payment payment) =>
        rules.For(payment.Channel, payment.ChannelMerchant, clock.Now());

    /// <summary>Null when there is none of this merchant's (BOLA: another's payment does not exist for it).</summary>
    private static async Task<Payment?> LockPayment(
        Unit<GatewayDb> unit, MerchantIdentity merchant, RefundWish wish, CancellationToken ct)
    {
        var id = wish.PaymentId ?? await unit.Db.Set<Payment>().AsNoTracking()
            .Where(p => p.MerchantId == merchant.Id && p.MerchantPaymentNo == wish.MerchantPaymentNo)
            .Select(p => (Guid?)p.Id).SingleOrDefaultAsync(ct);
        if (id is null) return null;
        await unit.Lock(ct, LockKey.Of<Payment>(id.Value));
        var payment = unit.Db.FindLocked<Payment>(id.Value);
        return payment?.MerchantId == merchant.Id ? payment : null;
    }

    private static RefundWish Read(BodyReader body, PromisePolicy promise)
    {
        var (no, paymentId, paymentNo) = (
            body.Code("merchant_refund_no", NumberLength), body.OptionalId("payment_id"),
            body.OptionalCode("merchant_payment_no", NumberLength));
        var amount = body.Amount("amount");
        if (paymentId is null && paymentNo is null)
            body.Note("payment_id", FieldCodes.Missing, "payment_id or merchant_payment_no is required.");
        if (paymentId is not null && paymentNo is not null)
            body.Note("payment_id", FieldCodes.Contradiction, "payment_id or merchant_payment_no, not both.");
        return new(
            no, paymentId, paymentNo, amount ?? default, body.OptionalWords("reason", ReasonLength),
            body.Metadata("metadata"), promise, Activity.Current?.Id);
    }

    private static Answer Taken(Refund refund) => Show(StatusCodes.Status202Accepted, refund);

    private static Answer Found(Refund refund) => Show(StatusCodes.Status200OK, refund);

    internal static Answer Show(int status, Refund refund) => Answer.Of(status, RefundView.Of(refund)) with
    {
        Location = $"/v1/refunds/{refund.Id:D}",
        ETag = $"\"{refund.Version}\"",
    };
}
