using System.Globalization;
using System.Text;

namespace Simulators.Alipay;

/// <summary>Writes what is the same in all details: what it is of, the rows, and when it was made.</summary>
internal sealed class BillLines
{
    private readonly StringBuilder text = new();
    private readonly string name;

    public BillLines(string name, Merchant merchant, DateOnly day, string columns)
    {
        this.name = name;
        Line($"#支付宝{name}查询");
        Line($"#账号：[{merchant.Pid}]");
        Line(string.Create(CultureInfo.InvariantCulture,
            $"#起始日期：[{Date(day)} 00:00:00]   终止日期：[{Date(day.AddDays(1))} 00:00:00]"));
        Line($"#-----------------------------------------{name}列表----------------------------------------");
        Line(columns);
    }

    /// <summary>Fields with a tab in front of their comma are texts.</summary>
    public void Row(params ReadOnlySpan<string> fields) => Line(string.Join(',', fields!));

    public string End(params ReadOnlySpan<string> totals)
    {
        Line($"#-----------------------------------------{name}列表结束------------------------------------");
        foreach (var total in totals) Line(total);
        return text.ToString();
    }

    private void Line(string line) => text.Append(line).Append("\r\n");

    private static string Date(DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"{day:yyyy}年{day:MM}月{day:dd}日");
}
