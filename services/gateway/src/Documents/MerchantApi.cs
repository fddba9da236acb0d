using System.ComponentModel;
using Gateway.Forwards;
using Gateway.Payments;
using Gateway.Problems;
using Gateway.Refunds;
using Microsoft.AspNetCore.Mvc;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Documents;

/// <summary>
/// The addresses of the merchant API with what the OpenAPI document says of each. Bodies are read by the handlers, as
/// bytes.
/// </summary>
internal static class MerchantApi
{
    private const string Json = "application/json";
    private const string WaitText = "Whole seconds, 0 to 10: answer when there is news, or then.";

    public static void MapMerchantApi(this IEndpointRouteBuilder app)
    {
        MapPayments(app);
        MapRefunds(app);
        MapMoreOfRefunds(app);
    }

    /// <summary>What is passed on has no handler here that says what it is.</summary>
    public static void DescribeForwarded(IEndpointConventionBuilder endpoint, RouteConfig route)
    {
        if (route.RouteId != ForwardedRoutes.Balances) return;
        Delegate nothing = static () => { };                      // only what has a method is described
        endpoint.WithName("getBalances").WithSummary("Read your balances").WithMetadata(
            nothing.Method,
            new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(BalancesView), [Json]),
            Refusal(401), Refusal(429), Refusal(500), Refusal(503));
    }

    private static void MapPayments(IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/payments", (HttpContext http, RegisterPayment payments) => payments.Post(http))
            .Write("registerPayment", "Register a captured payment").Accepts<PaymentRequest>(Json)
            .Produces<PaymentView>(StatusCodes.Status201Created).Produces<PaymentView>()
            .Refuses(400, 401, 409, 413, 415, 422, 429, 503);
        app.MapGet("/v1/payments/{id}", (HttpContext http, string id, ReadPayments payments) => payments.Get(http, id))
            .Named("getPayment", "Read a payment and what is left of it")
            .Produces<PaymentView>().Refuses(401, 404, 429);
        app.MapPut(
            "/v1/payments/{id}/payee", (HttpContext http, string id, PayeeEndpoints payees) => payees.Put(http, id))
            .Named("putPayee", "Say where the payer can be paid").Accepts<PayeeInstrument>(Json)
            .Produces(StatusCodes.Status204NoContent).Refuses(400, 401, 404, 415, 422, 429, 503);
    }

    private static void MapRefunds(IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/refunds", (HttpContext http, AskRefund refunds) => refunds.Post(http))
            .Write("askRefund", "Ask for a refund").Accepts<RefundRequest>(Json)
            .Produces<RefundView>(StatusCodes.Status202Accepted).Produces<RefundView>()
            .Refuses(400, 401, 404, 409, 413, 415, 422, 429, 503);
        app.MapGet("/v1/refunds/{id}", (
                HttpContext http, string id, [FromQuery, Description(WaitText)] string? wait, ReadRefunds refunds) =>
                refunds.Get(http, id))
            .Named("getRefund", "Read a refund; wait up to 10 s for news").Produces<RefundView>()
            .Produces(StatusCodes.Status304NotModified).Refuses(400, 401, 404, 429);
        app.MapGet("/v1/refunds", (HttpContext http, [AsParameters] RefundListParameters _, ReadRefunds refunds) =>
                refunds.List(http))
            .Named("listRefunds", "List refunds, the newest first").Produces<RefundPage>().Refuses(400, 401, 429);
        app.MapPost(
            "/v1/refunds/{id}/cancel", (HttpContext http, string id, CancelRefund refunds) => refunds.Post(http, id))
            .Write("cancelRefund", "Cancel a refund of which nothing was sent yet")
            .Produces<RefundView>(StatusCodes.Status202Accepted).Produces<RefundView>()
            .Refuses(400, 401, 404, 409, 422, 429);
    }

    private static void MapMoreOfRefunds(IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/error-refunds", (HttpContext http, AskErrorRefund refunds) => refunds.Post(http))
            .Write("askErrorRefund", "Give a payment back that should not be: paid twice, or too late")
            .Accepts<ErrorRefundRequest>(Json).Produces<RefundView>(StatusCodes.Status202Accepted).Produces<RefundView>()
            .Refuses(400, 401, 409, 413, 415, 422, 429, 503);
        app.MapGet(
            "/v1/refunds/{id}/history", (HttpContext http, string id, ReadRefunds refunds) => refunds.History(http, id))
            .Named("getRefundHistory", "Read all that was shown of a refund, with its sources")
            .Produces<RefundHistory>().Refuses(401, 404, 429);
    }

    private static RouteHandlerBuilder Named(this RouteHandlerBuilder endpoint, string id, string summary) =>
        endpoint.WithName(id).WithSummary(summary);

    private static RouteHandlerBuilder Write(this RouteHandlerBuilder endpoint, string id, string summary) =>
        endpoint.Named(id, summary).WithMetadata(new NeedsIdempotencyKey());

    private static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses) endpoint.WithMetadata(Refusal(status));
        return endpoint;
    }

    private static ProducesResponseTypeMetadata Refusal(int status) =>
        new(status, typeof(ProblemView), [ProblemWriter.ContentType]);
}

/// <summary>The header Idempotency-Key is compulsory here.</summary>
internal sealed record NeedsIdempotencyKey;
