namespace Channels.UnionPay;

/// <summary>What differs between the files of a day.</summary>
internal interface IBillLayout
{
    /// <summary>The name of the file in the archive.</summary>
    string FileName(string merId, DateOnly day);

    /// <summary>
    /// True when a day with transactions always has this file, so that its absence is a fault; false when it is only
    /// there if there is something to list.
    /// </summary>
    bool IsAlwaysThere { get; }

    /// <summary>Reads one line.</summary>
    /// <exception cref="InvalidDataException">A field is missing or unreadable.</exception>
    BillLine Line(FixedWidthRow row, DateOnly day);
}
