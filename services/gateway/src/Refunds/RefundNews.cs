namespace Gateway.Refunds;

/// <summary>What a change means to a merchant that had been told an end (M10).</summary>
public enum RefundNews
{
    /// <summary>It overrules nothing: the state says it all.</summary>
    State,

    /// <summary>It had ended without reaching the payer, and lives or has succeeded after all.</summary>
    Revived,

    /// <summary>It stays succeeded, and the money arrived elsewhere.</summary>
    DestinationChanged,

    /// <summary>More than its amount is at the payer; not the merchant's loss (architecture §4.3).</summary>
    PaidInExcess,
}
