namespace Accounting.Journals;

/// <summary>
/// A payment, top-up or settlement was ordered again with another merchant or amount: for the error queue, a person
/// decides.
/// </summary>
public sealed class BookingConflictException : Exception
{
    internal BookingConflictException(JournalTemplate template, Guid sourceId, Booked known)
        : base($"{template.Source} {sourceId} was booked with {known.Amount} for merchant {known.MerchantId}.")
    {
    }
}
