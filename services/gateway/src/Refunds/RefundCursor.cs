using System.Globalization;

namespace Gateway.Refunds;

/// <summary>
/// A place in a list of refunds: the order is by the time they were asked for, then by id, so pages stay stable while
/// new refunds arrive. Merchants hand it back as they got it.
/// </summary>
public readonly record struct RefundCursor(DateTimeOffset CreatedAt, Guid Id)
{
    /// <summary>Microseconds since 1970, as many as the database keeps.</summary>
    private long Micros => (CreatedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static RefundCursor Of(Refund refund) => new(refund.CreatedAt, refund.Id);

    public static bool TryParse(string? text, out RefundCursor cursor)
    {
        cursor = default;
        if (text?.Split('.') is not [var time, var id] || time.Length > 16 || !Guid.TryParseExact(id, "N", out var guid)
            || !long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var micros))
            return false;
        cursor = new(DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond), guid);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Micros}.{Id:N}");
}
