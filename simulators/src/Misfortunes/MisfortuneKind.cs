using System.Text.Json.Serialization;

namespace Simulators.Misfortunes;

/// <summary>What can go wrong outside. On the wire in kebab case: <c>lost-after</c>.</summary>
[JsonConverter(typeof(MisfortuneKindJson))]
public enum MisfortuneKind
{
    /// <summary>The request is not executed and its connection breaks.</summary>
    LostBefore,

    /// <summary>The request is executed and its connection breaks.</summary>
    LostAfter,

    /// <summary>Executed; the answer never comes, the line stays open.</summary>
    HangAfter,

    /// <summary>Not executed; the answer never comes, the line stays open.</summary>
    HangBefore,

    /// <summary>The connection breaks, and the request is executed only some time later (virtual seconds).</summary>
    ExecutedLate,

    /// <summary>Executed and answered, some real seconds late.</summary>
    Slow,

    /// <summary>Executed, and answered 500.</summary>
    ErrorExecuted,

    /// <summary>Not executed, and answered 500.</summary>
    ErrorNotExecuted,

    /// <summary>Not executed, and answered 429.</summary>
    Throttled,

    /// <summary>Executed, and answered 429 all the same.</summary>
    ThrottledExecuted,

    /// <summary>Executed; the body of the answer is no JSON (rightly signed).</summary>
    Garbage,

    /// <summary>Executed; the signature of the answer does not fit.</summary>
    WrongSignature,

    /// <summary>Refused for lack of money until the merchant is topped up.</summary>
    NotEnough,

    /// <summary>Refused for good: the payer's account is abnormal or closed.</summary>
    AccountAbnormal,

    /// <summary>Accepted, then the bank gives the money back: somebody must choose another account.</summary>
    Abnormal,

    /// <summary>Accepted, then closed without any movement.</summary>
    Closed,

    /// <summary>Succeeds, but the money goes to the merchant's own account.</summary>
    ToMerchant,

    /// <summary>Executed twice, under two numbers of the channel.</summary>
    Twice,

    /// <summary>Succeeds only some virtual seconds later.</summary>
    LateSuccess,

    /// <summary>Answered that nothing moved, though it was taken, and nothing moves (Alipay's fund_change=N).</summary>
    NothingMoved,

    /// <summary>Executed, and answered open (03, 04, 05, 99) until the day's file.</summary>
    StaysOpen,

    /// <summary>Fails today; the channel tries again by itself next day, and that succeeds (S29, S31).</summary>
    ProvisionalFail,

    /// <summary>Fails twice; done by hand days later, and nobody is told (S30).</summary>
    SilentSuccess,

    /// <summary>The payer's bank refuses it after success: it goes to his balance at the channel (S177).</summary>
    DepositBackFailed,

    /// <summary>The notice comes three times at once.</summary>
    DuplicateNotices,

    /// <summary>The notice comes some virtual seconds late.</summary>
    LateNotice,

    /// <summary>No notice at all.</summary>
    NoNotice,

    /// <summary>The movement is in no bill.</summary>
    MissingInBill,

    /// <summary>The bills show one fen more than moved.</summary>
    WrongAmountInBill,
}

/// <summary>Writes and reads the kinds as words.</summary>
internal sealed class MisfortuneKindJson()
    : JsonStringEnumConverter<MisfortuneKind>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);
