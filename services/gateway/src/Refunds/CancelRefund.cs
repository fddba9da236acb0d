using Gateway.IdempotencyKeys;
using Gateway.Merchants;
using Gateway.Payments;
using Gateway.Problems;
using Gateway.Requests;
using Microsoft.EntityFrameworkCore;
using Platform.Persistence;

namespace Gateway.Refunds;

/// <summary>
/// Cancels a refund that nobody else has heard of at once; for one that is on its way, asks its saga. The answer 202
/// means: it will be stopped if nothing was sent yet; the refund itself says what became of it.
/// </summary>
public sealed class CancelRefund(IdempotentWrites writes, TimeProvider clock)
{
    public async Task<IResult> Post(HttpContext http, string id)
    {
        var (key, refusal) = IdempotentWrites.KeyOf(http);
        if (key is null) return refusal!.ToResult();
        if (!http.Body().IsEmpty)
            return Refusal.Invalid("", FieldCodes.Unknown, "This request has no body.").ToResult();
        if (!Guid.TryParseExact(id, "D", out var refundId))
            return new Refusal(ProblemCatalogue.RefundNotFound).ToResult();
        return await writes.Run(http, key, unit => Cancel(unit, http.Merchant(), refundId, http.RequestAborted));
    }

    private async Task<Answer> Cancel(Unit<GatewayDb> unit, MerchantIdentity merchant, Guid id, CancellationToken ct)
    {
        var paymentId = await unit.Db.Set<Refund>().AsNoTracking()
            .Where(r => r.Id == id && r.MerchantId == merchant.Id)
            .Select(r => (Guid?)r.PaymentId).SingleOrDefaultAsync(ct);
        if (paymentId is null) return ProblemCatalogue.RefundNotFound;
        await unit.Lock(ct, LockKey.Of<Payment>(paymentId.Value), LockKey.Of<Refund>(id));
        return Decide(unit, unit.Db.FindLocked<Refund>(id)!, clock.Now());
    }

    private static Answer Decide(Unit<GatewayDb> unit, Refund refund, DateTimeOffset now)
    {
        if (refund.State is MerchantState.Cancelled) return AskRefund.Show(StatusCodes.Status200OK, refund);
        if (refund.IsEnded || refund.ChannelFinalAt is not null)
            return new Refusal(ProblemCatalogue.RefundNotCancellable, "It has ended.");
        var changed = refund.IsStillHere ? Withdraw(unit, refund, now) : Ask(unit, refund, now);
        if (changed) unit.Services.GetRequiredService<ToldChanges>().Tell(unit.Db, refund);
        return AskRefund.Show(
            refund.State is MerchantState.Cancelled ? StatusCodes.Status200OK : StatusCodes.Status202Accepted, refund);
    }

    private static bool Withdraw(Unit<GatewayDb> unit, Refund refund, DateTimeOffset now)
    {
        refund.Withdraw(now);
        refund.CountOn(unit.Db.FindLocked<Payment>(refund.PaymentId)!, now);
        return true;
    }

    private static bool Ask(Unit<GatewayDb> unit, Refund refund, DateTimeOffset now)
    {
        if (!refund.AskToCancel(now)) return false;
        unit.Publish(new RefundCancelAsked(refund.Id, refund.Attempt));   // lost with its queue? RepeatCancels
        return true;
    }
}
