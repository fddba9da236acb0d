namespace RefundCenter.Batches;

/// <summary>Where a batch is. Stored by name.</summary>
public enum BatchState
{
    /// <summary>Written; nobody has fetched it.</summary>
    Made,

    /// <summary>Somebody has the file or the sheet, and may have handed it over.</summary>
    Downloaded,

    /// <summary>People said that the bank has it, or the bank spoke of it.</summary>
    HandedOver,

    /// <summary>Every line has a definite answer.</summary>
    Answered,

    /// <summary>Two people have seen that nobody has handed it over and nobody will; its refunds went another way.</summary>
    Withdrawn,
}
