using System.Text;
using Contracts;

namespace RefundCenter.Batches;

/// <summary>
/// 大写金额: an amount of yuan in the capital characters that paper for a bank needs, which nobody can alter with a
/// stroke (中国人民银行《正确填写票据和结算凭证的基本规定》).
/// </summary>
public static class CapitalAmount
{
    private const string Digits = "零壹贰叁肆伍陆柒捌玖";
    private static readonly string[] Places = ["", "拾", "佰", "仟"];
    private static readonly string[] Groups = ["", "万", "亿"];

    /// <exception cref="ArgumentException">Not yuan, negative, or 10^12 yuan and more.</exception>
    public static string Of(Money amount)
    {
        if (amount is not { Currency: "CNY", Minor: >= 0 and < 100_000_000_000_000 })
            throw new ArgumentException($"{amount} is not written in capital characters.", nameof(amount));
        var (yuan, jiao, fen) = (amount.Minor / 100, (int)(amount.Minor / 10 % 10), (int)(amount.Minor % 10));
        var text = new StringBuilder("人民币");
        if (yuan > 0 || (jiao == 0 && fen == 0)) text.Append(yuan == 0 ? "零" : Whole(yuan)).Append('元');
        if (jiao == 0 && fen == 0) return text.Append('整').ToString();
        if (jiao > 0) text.Append(Digits[jiao]).Append('角');
        else if (yuan > 0) text.Append('零');
        if (fen > 0) text.Append(Digits[fen]).Append('分');
        return text.ToString();
    }

    /// <summary>By groups of four digits; zeros between two digits are one 零, those at an end of a group none.</summary>
    private static string Whole(long yuan)
    {
        var (text, owesZero) = (new StringBuilder(), false);
        for (var group = Groups.Length - 1; group >= 0; group--)
        {
            var part = (int)(yuan / Power(group * 4) % 10_000);
            owesZero |= text.Length > 0 && part < 1000;
            if (part == 0) continue;
            for (var place = Places.Length - 1; place >= 0; place--)
            {
                var digit = (int)(part / Power(place) % 10);
                if (digit == 0)
                {
                    owesZero |= text.Length > 0;
                    continue;
                }
                if (owesZero) text.Append('零');
                text.Append(Digits[digit]).Append(Places[place]);
                owesZero = false;
            }
            text.Append(Groups[group]);
            owesZero = false;
        }
        return text.ToString();
    }

    private static long Power(int exponent) => exponent == 0 ? 1 : 10 * Power(exponent - 1);
}
