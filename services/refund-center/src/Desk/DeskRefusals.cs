using Platform.Operators;
using RefundCenter.Legs;

namespace RefundCenter.Desk;

/// <summary>What the desk says when something cannot be done (docs/errors.md).</summary>
internal static class DeskRefusals
{
    public static readonly Objection LegNotFound = new("leg_not_found", 404, "There is no such leg.");

    public static readonly Objection CaseNotFound = new("case_not_found", 404, "There is no such open case.");

    public static Objection Of(DeskRefusal refusal) => refusal switch
    {
        DeskRefusal.LegEnded => Conflict("leg_ended", "It has paid, died or come back."),
        DeskRefusal.CallUnderWay => Conflict("call_under_way", "A request is under way; its answer comes first."),
        DeskRefusal.NobodyToAsk => Conflict("nobody_to_ask", "There is nobody to ask by this method or channel."),
        DeskRefusal.ResendForbidden => Conflict("resend_forbidden", "The channel's rules forbid sending it again."),
        DeskRefusal.NothingSent => Conflict("nothing_sent", "Nothing was sent yet."),
        DeskRefusal.AlreadyClaimed => Conflict("already_claimed", "A send was claimed: only a certificate ends it."),
        DeskRefusal.AlreadySuspended => Conflict("already_suspended", "It is suspended already."),
        DeskRefusal.NotSuspended => Conflict("not_suspended", "It is not suspended."),
        DeskRefusal.AtPayout => Conflict("at_payout", "The payout service has it."),
        DeskRefusal.OnePerson => Conflict("one_person", "Two different persons are needed."),
        DeskRefusal.NotReturned => Conflict("not_returned", "It has not come back after success, or people have said what follows."),
        DeskRefusal.LegChanged => Conflict("leg_changed", "It is not as it was when it was looked at: look again."),
        DeskRefusal.UnknownMethod => new("unknown_method", 422, "The methods are interface, file, offline and payout."),
        DeskRefusal.MethodUnavailable => new(
            "method_unavailable", 422, "There are no means for this method at the leg's channel and merchant, or it was tried."),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };

    private static Objection Conflict(string code, string detail) => new(code, 409, detail);
}
