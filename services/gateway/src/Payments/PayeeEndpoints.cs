using Gateway.Merchants;
using Gateway.Problems;
using Gateway.Requests;

namespace Gateway.Payments;

/// <summary>
/// <c>PUT /v1/payments/{id}/payee</c>: payee data that was missing or wrong, straight into the vault.
/// </summary>
public sealed class PayeeEndpoints(ReadPayments payments, PayeeVault vault)
{
    public async Task<IResult> Put(HttpContext http, string id)
    {
        var (payee, refusal) = BodyReader.Read(http, body => Read(body)!);
        if (payee is null) return refusal!.ToResult();
        if (await payments.Find(http.Merchant().Id, id, http.RequestAborted) is not { } payment)
            return new Refusal(ProblemCatalogue.PaymentNotFound).ToResult();
        var problem = await vault.Put(http, http.Merchant().Id, payment.Id, payee);
        return problem is null ? Results.NoContent() : problem.ToResult();
    }

    /// <summary>The instrument inside a body; null when there is none.</summary>
    internal static PayeeInstrument? Read(BodyReader? body)
    {
        if (body is null) return null;
        var payee = new PayeeInstrument(
            body.Secret("name", 70), body.Secret("account", 64), body.Code("bank_code", 32));
        body.End();
        return payee;
    }
}
