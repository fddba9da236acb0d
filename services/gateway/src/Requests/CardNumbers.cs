namespace Gateway.Requests;

/// <summary>
/// Keeps card numbers out of free text (PCI DSS): 13 to 19 digits in a row, spaces and dashes aside, that pass Luhn's
/// test.
/// </summary>
public static class CardNumbers
{
    private const int Shortest = 13;
    private const int Longest = 19;

    public static bool IsIn(string text)
    {
        Span<int> digits = stackalloc int[Longest];
        var count = 0;
        foreach (var c in text.AsSpan())
        {
            if (char.IsAsciiDigit(c))
            {
                if (count < Longest) digits[count] = c - '0';
                count++;
            }
            else if (c is not (' ' or '-'))
            {
                if (IsCard(digits, count)) return true;
                count = 0;
            }
        }
        return IsCard(digits, count);
    }

    private static bool IsCard(ReadOnlySpan<int> digits, int count)
    {
        if (count is < Shortest or > Longest) return false;
        var sum = 0;
        for (var i = 0; i < count; i++)
        {
            var digit = digits[count - 1 - i] * (i % 2 == 0 ? 1 : 2);
            sum += digit > 9 ? digit - 9 : digit;
        }
        return sum % 10 == 0;
    }
}
