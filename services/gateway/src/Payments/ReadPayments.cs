using Gateway.Merchants;
using Gateway.Problems;
using Gateway.Requests;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Payments;

/// <summary>A merchant's own payments.</summary>
public sealed class ReadPayments(IServiceScopeFactory scopes)
{
    public async Task<IResult> Get(HttpContext http, string id) =>
        await Find(http.Merchant().Id, id, http.RequestAborted) is { } payment
            ? Answer.Of(StatusCodes.Status200OK, PaymentView.Of(payment))
            : new Refusal(ProblemCatalogue.PaymentNotFound).ToResult();

    /// <summary>Null when there is none of this merchant's, whatever others have.</summary>
    public async Task<Payment?> Find(Guid merchantId, string id, CancellationToken ct)
    {
        if (!Guid.TryParseExact(id, "D", out var paymentId)) return null;
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<GatewayDb>().Set<Payment>().AsNoTracking()
            .SingleOrDefaultAsync(p => p.Id == paymentId && p.MerchantId == merchantId, ct);
    }
}
