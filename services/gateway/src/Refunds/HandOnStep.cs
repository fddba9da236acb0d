namespace Gateway.Refunds;

/// <summary>
/// How far an attempt is on its way from the table to its saga: fairness between merchants is counted by it.
/// </summary>
public enum HandOnStep
{
    /// <summary>Its payment is not cleared yet.</summary>
    PaymentUncleared,

    /// <summary>Waits for its merchant's turn.</summary>
    Due,

    /// <summary>Published; repeated until the saga has it.</summary>
    HandedOn,

    /// <summary>The saga has it; nobody has answered what becomes of it.</summary>
    TakenOver,

    /// <summary>Accepted, waiting or refused: it does not count against its merchant any more.</summary>
    Answered,

    /// <summary>Cancelled before anybody heard of it.</summary>
    Withdrawn,
}
