namespace Accounting.Journals;

/// <summary>
/// What a journal is booked for. With the template's name it is unique for ever: the same event is never booked twice.
/// </summary>
/// <param name="Id">The payment, the refund or the top-up.</param>
/// <param name="No">The refund's attempt (holds) or order number (settlements); 0 for the others.</param>
public readonly record struct JournalSource(Guid Id, int No);
