using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Simulators.Clock;

namespace Simulators.Alipay;

/// <summary>Makes bills on request, packs them as Alipay does, and keeps each behind a short-lived link.</summary>
internal sealed class BillDesk(AlipaySettings settings, World world)
{
    private static readonly TimeSpan Ready = TimeSpan.FromHours(9);
    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding(936)!;
    private readonly ConcurrentDictionary<string, Kept> links = [];

    /// <summary>
    /// A link to the bill of a finished day, from nine o'clock of the next day on. Of a day that has nothing to list
    /// there is never a bill.
    /// </summary>
    public Answer Link(Uri host, Merchant merchant, string? bizContent)
    {
        if (Order.Parse(bizContent) is not { } order || order.Day is not { } day)
            return Answer.Error("40002", "isv.invalid-parameter", "参数无效: bill_date");
        BillText? bill;
        lock (merchant.Gate)
            bill = world.Now - day.AddDays(1).Start() < Ready ? null : order.BillType switch
            {
                "trade" => TradeBillWriter.Write(merchant, day, settings.ReturnsFee),
                "signcustomer" => AccountBillWriter.Write(merchant, day, settings.ReturnsFee),
                _ => null,
            };
        if (bill is null) return Answer.Error("40004", "isp.bill_not_exist", "账单不存在");

        var (token, now) = (RandomNumberGenerator.GetHexString(48), TimeProvider.System.GetUtcNow());
        foreach (var (old, kept) in links)
            if (kept.Until < now) links.TryRemove(old, out _);
        links[token] = new Kept(Zip(merchant, day, bill), now.AddSeconds(settings.LinkSeconds));
        return Answer.Of(new
        {
            code = "10000",
            msg = "Success",
            bill_download_url = new Uri(host, $"/alipay/billdownload?token={token}").ToString(),
        });
    }

    /// <summary>The file, or null when the link is unknown or over.</summary>
    public byte[]? Open(string token) =>
        links.TryGetValue(token, out var kept) && kept.Until > TimeProvider.System.GetUtcNow() ? kept.File : null;

    private static byte[] Zip(Merchant merchant, DateOnly day, BillText bill)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true, Gbk))
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{merchant.Pid}_{day:yyyyMMdd}_{bill.Name}");
            Write(zip, $"{name}.csv", bill.Detail);
            Write(zip, $"{name}(汇总).csv", bill.Summary);
        }
        return buffer.ToArray();
    }

    private static void Write(ZipArchive zip, string name, string text)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(Gbk.GetBytes(text));
    }

    private sealed record Kept(byte[] File, DateTimeOffset Until);

    private sealed record Order(string? BillType, string? BillDate)
    {
        public DateOnly? Day => DateOnly.TryParseExact(
            BillDate, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

        public static Order? Parse(string? bizContent)
        {
            try
            {
                return JsonSerializer.Deserialize<Order>(bizContent ?? "", Answer.Json);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}

/// <summary>A bill as text: the detail and, beside it in the archive, its summary.</summary>
internal sealed record BillText(string Name, string Detail, string Summary);
