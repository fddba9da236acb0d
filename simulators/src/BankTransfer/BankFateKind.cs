using System.Text.Json.Serialization;

namespace Simulators.BankTransfer;

/// <summary>What can go wrong with a transfer. On the wire in kebab case: <c>lost-after</c>.</summary>
[JsonConverter(typeof(BankFateKindJson))]
public enum BankFateKind
{
    /// <summary>Not taken over; the connection breaks.</summary>
    LostBefore,

    /// <summary>Taken over; the connection breaks.</summary>
    LostAfter,

    /// <summary>Taken over; the answer never comes.</summary>
    HangAfter,

    /// <summary>Not taken over, and answered 500.</summary>
    ErrorNotExecuted,

    /// <summary>Taken over, and answered 500.</summary>
    ErrorExecuted,

    /// <summary>Taken over; no report, neither now nor when asked, and booked all the same.</summary>
    Silent,

    /// <summary>Taken over; the answer is no document (rightly signed).</summary>
    Garbage,

    /// <summary>Taken over; the signature of the answer does not fit.</summary>
    WrongSignature,

    /// <summary>Answered some real seconds late.</summary>
    Slow,

    /// <summary>The transfer is rejected in the answer (AC01 unless ordered otherwise).</summary>
    Reject,

    /// <summary>The whole file is rejected in the answer.</summary>
    RejectFile,

    /// <summary>Accepted in the answer, rejected when asked later.</summary>
    RejectLater,

    /// <summary>Our account is short: AM04.</summary>
    NoFunds,

    /// <summary>Accepted, and then forgotten: never booked, and not found when asked.</summary>
    Dropped,

    /// <summary>Booked some days later.</summary>
    LateBooking,

    /// <summary>Booked without a notification; only the statement tells.</summary>
    NotNotified,

    /// <summary>The notification of the booking comes twice.</summary>
    NotifiedTwice,

    /// <summary>
    /// Booked, and sent back by the payee's bank some days later (AC04), less a charge if one is ordered.
    /// </summary>
    Return,

    /// <summary>Booked twice, under two references.</summary>
    BookedTwice,
}

/// <summary>Writes and reads the kinds as words.</summary>
internal sealed class BankFateKindJson()
    : JsonStringEnumConverter<BankFateKind>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
