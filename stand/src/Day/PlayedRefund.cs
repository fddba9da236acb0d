namespace Stand.Day;

/// <summary>What became of one planned refund at the gateway's door.</summary>
/// <param name="Planned">What the merchant did.</param>
/// <param name="Answer">What it was answered.</param>
/// <param name="Cancel">What the wish to cancel it was answered; null when there was none.</param>
public sealed record PlayedRefund(PlannedRefund Planned, ApiAnswer Answer, ApiAnswer? Cancel)
{
    /// <summary>True when it was answered as the plan says it must be.</summary>
    public bool IsAsPlanned => Planned.Refusal is { } code
        ? Answer.Code == code
        : Answer.IsAccepted && (Cancel is null || Cancel.IsAccepted);
}
