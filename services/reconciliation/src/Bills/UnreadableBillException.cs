namespace Reconciliation.Bills;

/// <summary>A file whose lines could not be read to the end. Nothing of it counts.</summary>
public sealed class UnreadableBillException(Exception inner) : Exception($"unreadable: {inner.Message}", inner);
