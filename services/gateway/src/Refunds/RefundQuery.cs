using System.Globalization;
using Gateway.Problems;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Refunds;

/// <summary>
/// What <c>GET /v1/refunds</c> was asked for; the newest first.
/// </summary>
public sealed record RefundQuery
{
    private const int LargestPage = 100;
    private static readonly string[] Known = ["limit", "after", "before", "state", "merchant_refund_no", "payment_id"];

    public int Limit { get; private init; } = 20;

    public RefundCursor? After { get; private init; }

    public RefundCursor? Before { get; private init; }

    public MerchantState? State { get; private init; }

    public string? MerchantRefundNo { get; private init; }

    public Guid? PaymentId { get; private init; }

    public static (RefundQuery? Query, Refusal? Refusal) Parse(IQueryCollection query)
    {
        var errors = new List<FieldError>();
        foreach (var name in query.Keys.Where(k => !Known.Contains(k)))
            errors.Add(new("?" + name, FieldCodes.Unknown, "There is no such parameter."));
        var parsed = new RefundQuery
        {
            Limit = LimitOf(query, errors),
            After = CursorOf(query, "after", errors),
            Before = CursorOf(query, "before", errors),
            State = StateOf(query, errors),
            MerchantRefundNo = query["merchant_refund_no"] is [{ Length: > 0 } no] ? no : null,
            PaymentId = IdOf(query, "payment_id", errors),
        };
        if (parsed is { After: not null, Before: not null })
            errors.Add(new("?after", FieldCodes.Contradiction, "after or before, not both."));
        return errors.Count == 0 ? (parsed, null) : (null, Refusal.Invalid(errors));
    }

    /// <summary>One more than asked for, which tells whether there are more.</summary>
    public IQueryable<Refund> Over(IQueryable<Refund> refunds)
    {
        if (State is { } state) refunds = refunds.Where(r => r.State == state);
        if (MerchantRefundNo is { } no) refunds = refunds.Where(r => r.MerchantRefundNo == no);
        if (PaymentId is { } payment) refunds = refunds.Where(r => r.PaymentId == payment);
        if (After is { } after)
            refunds = refunds.Where(r => EF.Functions.LessThan(
                ValueTuple.Create(r.CreatedAt, r.Id), ValueTuple.Create(after.CreatedAt, after.Id)));
        if (Before is { } before)
            refunds = refunds.Where(r => EF.Functions.GreaterThan(
                ValueTuple.Create(r.CreatedAt, r.Id), ValueTuple.Create(before.CreatedAt, before.Id)));
        return (Before is null
            ? refunds.OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.Id)
            : refunds.OrderBy(r => r.CreatedAt).ThenBy(r => r.Id)).Take(Limit + 1);
    }

    private static int LimitOf(IQueryCollection query, List<FieldError> errors)
    {
        if (!query.TryGetValue("limit", out var text)) return 20;
        var whole = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit);
        if (whole && limit is >= 1 and <= LargestPage) return limit;
        errors.Add(new("?limit", FieldCodes.Malformed, $"1 to {LargestPage}."));
        return 20;
    }

    private static Guid? IdOf(IQueryCollection query, string name, List<FieldError> errors)
    {
        if (!query.TryGetValue(name, out var text)) return null;
        if (Guid.TryParseExact(text, "D", out var id)) return id;
        errors.Add(new("?" + name, FieldCodes.Malformed, "An id as the platform gave it."));
        return null;
    }

    private static RefundCursor? CursorOf(IQueryCollection query, string name, List<FieldError> errors)
    {
        if (!query.TryGetValue(name, out var text)) return null;
        if (RefundCursor.TryParse(text, out var cursor)) return cursor;
        errors.Add(new("?" + name, FieldCodes.Malformed, "A cursor as the platform gave it."));
        return null;
    }

    private static MerchantState? StateOf(IQueryCollection query, List<FieldError> errors)
    {
        if (!query.TryGetValue("state", out var text)) return null;
        foreach (var state in Enum.GetValues<MerchantState>())
            if (state.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)) return state;
        errors.Add(new("?state", FieldCodes.Malformed, "A state of a refund."));
        return null;
    }
}
