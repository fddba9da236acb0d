using System.Globalization;
using System.Net;
using System.Text;
using Channels;
using Contracts;

namespace RefundCenter.Batches;

/// <summary>
/// The sheet of a batch for fax, e-mail or the counter (线下, S146): what identifies it, each refund in figures and in
/// capital characters, and places to sign. Plain HTML that prints as it is.
/// </summary>
internal static class PrintedSheet
{
    private const string Style = """
        body { font: 10pt "Noto Sans CJK SC", "SimSun", sans-serif; margin: 12mm }
        table { border-collapse: collapse; width: 100% }
        th, td { border: 1px solid #000; padding: 2mm; text-align: left; overflow-wrap: anywhere }
        td.amount { text-align: right; white-space: nowrap }
        thead { display: table-header-group }
        tr { page-break-inside: avoid }
        p.sign { margin-top: 14mm }
        """;

    public static string Of(Batch batch, RefundBatch sent)
    {
        var page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head><meta charset=\"utf-8\">");
        page.Append($"<title>退款清单 {Text(batch.No)}</title><style>{Style}</style></head>\n<body>\n<h1>退款清单</h1>\n");
        page.Append("<table><tbody>\n");
        Fact(page, "批次号", batch.No);
        Fact(page, "商户号", batch.ChannelMerchant);
        Fact(page, "日期", batch.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Fact(page, "笔数", batch.Count.ToString(CultureInfo.InvariantCulture));
        Fact(page, "合计金额", $"{Figures(batch.Sum)} {Capital(batch.Sum)}");
        Fact(page, "文件 SHA-256", batch.WorkbookSha256);
        page.Append("</tbody></table>\n<h2>明细</h2>\n<table><thead><tr>");
        foreach (var heading in (string[])["序号", "退款单号", "原订单号", "原订单日期", "金额", "大写金额", "事由"])
            page.Append($"<th scope=\"col\">{heading}</th>");
        page.Append("</tr></thead><tbody>\n");
        foreach (var line in sent.Lines) Line(page, line);
        return page.Append("</tbody></table>\n<p class=\"sign\">经办：　　　　　　　复核：　　　　　　　银行签收：</p>\n</body>\n</html>\n")
            .ToString();
    }

    private static void Line(StringBuilder page, RefundBatchLine line)
    {
        var refund = line.Refund;
        var day = refund.PaidAt.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        page.Append(CultureInfo.InvariantCulture, $"<tr><td>{line.LineNo}</td><td>{Text(refund.No)}</td>");
        page.Append($"<td>{Text(refund.ChannelPaymentNo)}</td><td>{day}</td>");
        page.Append($"<td class=\"amount\">{Figures(refund.Amount)}</td><td>{Capital(refund.Amount)}</td>");
        page.Append($"<td>{Text(refund.Reason)}</td></tr>\n");
    }

    private static void Fact(StringBuilder page, string name, string value) =>
        page.Append($"<tr><th scope=\"row\">{name}</th><td>{Text(value)}</td></tr>\n");

    private static string Figures(Money amount) => string.Create(
        CultureInfo.InvariantCulture, $"{amount.Currency} {amount.Minor / 100:#,0}.{amount.Minor % 100:00}");

    private static string Capital(Money amount) => amount.Currency == "CNY" ? CapitalAmount.Of(amount) : "";

    private static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");
}
