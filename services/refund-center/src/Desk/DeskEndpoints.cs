using Platform.Operators;
using RefundCenter.Legs;

namespace RefundCenter.Desk;

/// <summary>
/// What one person may do to a leg or a case, with a reason (S41, S160). What became of a refund only two decide:
/// <see cref="CertifyLeg"/>, <see cref="ForceSuccess"/>.
/// </summary>
public static class DeskEndpoints
{
    /// <summary>Whoever works on refunds.</summary>
    public const string Role = "desk";

    private delegate DeskResult Operation(Leg leg, DateTimeOffset now, LegRules rules);

    public static void MapDesk(this WebApplication app)
    {
        var legs = app.MapGroup("/internal/legs/{id:guid}").RequireOperator(Role);
        Map("ask", (leg, now, rules) => leg.AskNow(now, rules));
        Map("resubmit", (leg, now, rules) => leg.Resubmit(now, rules));
        Map("suspend", (leg, now, _) => leg.Suspend(now));
        Map("resume", (leg, now, _) => leg.Resume(now));
        Map("terminate", (leg, now, rules) => leg.Reroute([], now, rules));
        legs.MapPost("/reroute", Reroute);
        app.MapPost("/internal/cases/{id:guid}/close", CloseCase).RequireOperator(Role);

        void Map(string word, Operation operation) => legs.MapPost(
            "/" + word, async (Guid id, HttpContext http, DeskWork work) =>
                await OperatorBody.Read<ReasonBody>(http.Request, http.RequestAborted) is { } body
                    ? await work.Do(http, id, new(word, body.Reason, null), (leg, now, rules) => operation(leg, now, rules))
                    : Objection.BodyInvalid.ToResult());
    }

    private static async Task<IResult> Reroute(Guid id, HttpContext http, DeskWork work) =>
        await OperatorBody.Read<RerouteBody>(http.Request, http.RequestAborted) is { } body
            ? await work.Do(
                http, id, new("reroute", body.Reason, new { body.Methods }),
                (leg, now, rules) =>
                    body.Methods.Count == 0 ? DeskRefusal.UnknownMethod : leg.Reroute(body.Methods, now, rules))
            : Objection.BodyInvalid.ToResult();

    private static async Task<IResult> CloseCase(Guid id, HttpContext http, DeskWork work) =>
        await OperatorBody.Read<ReasonBody>(http.Request, http.RequestAborted) is { } body
            ? await work.CloseCase(http, id, body.Reason)
            : Objection.BodyInvalid.ToResult();

    private sealed record ReasonBody(string Reason);

    private sealed record RerouteBody(IReadOnlyList<string> Methods, string Reason);
}
