using System.Globalization;
using System.Text.RegularExpressions;

namespace Channels.Alipay;

/// <summary>One promise at the end of a bill: so many rows, and what they add up to.</summary>
/// <param name="what">As the remark begins: <c>退款合计</c>.</param>
/// <param name="pattern">Finds the count, then the sums.</param>
internal sealed class BillSum(string what, Regex pattern)
{
    private readonly long[] sums = new long[2];
    private long count;

    public void Add(long first, long second = 0)
    {
        count++;
        checked
        {
            sums[0] += first;
            sums[1] += second;
        }
    }

    /// <summary>Null when a remark says the same.</summary>
    public string? Difference(IReadOnlyList<string> remarks)
    {
        foreach (var remark in remarks)
            if (pattern.Match(remark) is { Success: true } match) return Agrees(match) ? null : what;
        return $"{what} is missing";
    }

    private bool Agrees(Match match)
    {
        if (!long.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var told) || told != count)
            return false;
        for (var i = 2; i < match.Groups.Count; i++)
            if (!YuanText.TryParseFen(match.Groups[i].ValueSpan, out var sum) || sum != sums[i - 2]) return false;
        return true;
    }
}
