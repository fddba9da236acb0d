namespace Channels.Tests.Conformance;

/// <summary>What a channel's server does with a call, besides silence and a broken line.</summary>
public enum Situation
{
    /// <summary>The refund is done, and everything in the answer is right.</summary>
    Done,

    /// <summary>The refund is accepted and not finished.</summary>
    Accepted,

    /// <summary>An internal error of the channel, in its own words.</summary>
    ServerError,

    /// <summary>Bytes that are no answer of this channel, though rightly signed.</summary>
    Garbage,

    /// <summary>A refusal with a code that no manual names.</summary>
    UnheardOfCode,

    /// <summary>A state that no manual names.</summary>
    UnheardOfState,

    /// <summary>Done, but signed by somebody else.</summary>
    WrongSignature,

    /// <summary>Done, but not signed.</summary>
    NoSignature,

    /// <summary>Done, with another amount than ordered.</summary>
    OtherAmount,

    /// <summary>Done, in another currency than ordered.</summary>
    OtherCurrency,

    /// <summary>Done, under another refund number than ordered.</summary>
    OtherNumber,

    /// <summary>Done, for another payment than ordered.</summary>
    OtherPayment,

    /// <summary>A redirect to somewhere else.</summary>
    Redirect,
}
