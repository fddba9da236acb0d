namespace Channels.Alipay;

/// <summary>What differs between the kinds of bill: how a row becomes a line, and what the totals promise.</summary>
internal interface IBillLayout
{
    /// <summary>The first line, which tells the detail from its summary.</summary>
    string Title { get; }

    /// <summary>Reads one row.</summary>
    /// <exception cref="InvalidDataException">A column is missing or unreadable.</exception>
    BillLine Line(BillRow row);

    /// <summary>A fresh counter for one file.</summary>
    IBillTotals Totals();
}

/// <summary>Counts a file's rows and compares with what the file itself says at its end.</summary>
internal interface IBillTotals
{
    void Add(BillRow row);

    /// <summary>The first total that is missing or disagrees, null when all agree.</summary>
    string? Difference(IReadOnlyList<string> remarks);
}
