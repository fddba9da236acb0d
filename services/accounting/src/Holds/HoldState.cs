namespace Accounting.Holds;

/// <summary>What became of the money asked for one attempt.</summary>
public enum HoldState
{
    /// <summary>Nothing decided yet; never stored.</summary>
    Asked,

    /// <summary>Frozen; open until the refund ends.</summary>
    Held,

    /// <summary>The pockets were short: nothing is frozen, a shortage is noted.</summary>
    Short,

    /// <summary>The refund took place: the payer was paid from it, the rest went back.</summary>
    Settled,

    /// <summary>The refund did not take place: all that was left went back.</summary>
    Released,

    /// <summary>Cancelled before it was sent, perhaps before it was asked for; it can never be held again.</summary>
    Cancelled,
}
