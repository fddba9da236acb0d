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
/// The entry of error refunds (差错退款, S141–S142): a payment that should not be goes back whole. The payment is
/// registered with it when it is not known; afterwards the refund is one like any other.
/// </summary>
public sealed class AskErrorRefund(AskRefund refunds, RegisterPayment payments, TimeProvider clock)
{
    public async Task<IResult> Post(HttpContext http)
    {
        var (key, keyRefusal) = IdempotentWrites.KeyOf(http);
        if (key is null) return keyRefusal!.ToResult();
        var (wish, refusal) = BodyReader.Read(http, body => Read(body, http.Merchant()));
        if (wish is null) return refusal!.ToResult();
        if (await payments.KeepPayee(http, wish.Payment) is { } problem) return problem.ToResult();
        var answer = await Write(http, key, wish);
        if (answer is { Status: StatusCodes.Status202Accepted, IsReplay: false })
            refunds.Admitted(http, wish.Refund.MerchantRefundNo);
        return answer;
    }

    private async Task<Answer> Write(HttpContext http, string key, ErrorWish wish)
    {
        try
        {
            return await payments.Write(
                http, key, wish.Payment, unit => Ask(unit, http.Merchant(), wish, http.RequestAborted));
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { ConstraintName: "part_of_its_payment" })
        {
            // A part that ended under the release before this one still stands in the way.
            return new Refusal(ProblemCatalogue.ErrorRefundNotWhole);
        }
    }

    private async Task<Answer> Ask(
        Unit<GatewayDb> unit, MerchantIdentity merchant, ErrorWish wish, CancellationToken ct)
    {
        var known = await RegisterPayment.Known(unit.Db, wish.Payment, ct);
        if (RegisterPayment.Refuse(merchant, wish.Payment, known) is { } refusal) return refusal;
        var payment = known is null
            ? Payment.Register(wish.Payment.Facts, clock.Now(), wish.Payment.Settlement)
            : await Locked(unit, known.Id, ct);
        var answer = await refunds.Ask(unit, merchant, payment, wish.Refund with { PaymentId = payment.Id }, ct);
        if (known is null && answer.Refusal is null) RegisterPayment.Add(unit, payment);
        return answer;
    }

    private static async Task<Payment> Locked(Unit<GatewayDb> unit, Guid id, CancellationToken ct)
    {
        await unit.Lock(ct, LockKey.Of<Payment>(id));
        return unit.Db.FindLocked<Payment>(id)!;
    }

    /// <summary>No amount is read, so one in the body is refused as a member that does not exist.</summary>
    private ErrorWish Read(BodyReader body, MerchantIdentity merchant)
    {
        var (no, kind) = (
            body.Code("merchant_refund_no", AskRefund.NumberLength), body.OneOf("kind", RefundKinds.Errors));
        var reason = body.OptionalWords("reason", AskRefund.ReasonLength);
        if (body.Nested("payment", required: true) is not { } nested) return null!;
        var payment = PaymentWish.Read(nested, merchant.Id, clock.Now(), "/payment");
        nested.End();
        var refund = new RefundWish(
            no, null, null, payment.Facts.Paid, reason, null, merchant.Promise, Activity.Current?.Id)
        {
            Kind = RefundKinds.Of(kind),
        };
        return new(payment, refund);
    }

    private sealed record ErrorWish(PaymentWish Payment, RefundWish Refund);
}
