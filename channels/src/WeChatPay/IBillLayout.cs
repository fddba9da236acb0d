namespace Channels.WeChatPay;

/// <summary>What differs between the kinds of bill: how a row becomes a line, and what the summary promises.</summary>
internal interface IBillLayout
{
    /// <summary>Path and query that ask for the link of this day.</summary>
    string LinkPath(DateOnly day);

    /// <summary>Reads one row.</summary>
    /// <exception cref="InvalidDataException">A column is missing or unreadable.</exception>
    BillLine Line(BillRow row);

    /// <summary>A fresh counter for one file.</summary>
    IBillTotals Totals();
}

/// <summary>Counts a file's rows and compares with its summary row.</summary>
internal interface IBillTotals
{
    void Add(BillRow row);

    /// <summary>The first column that disagrees, null when all agree.</summary>
    string? Difference(BillRow summary);
}
