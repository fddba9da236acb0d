using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using Simulators.Clock;

namespace Simulators.WeChatPay;

/// <summary>Makes bills on request and keeps each behind a link for five real minutes.</summary>
internal sealed class BillDesk(World world)
{
    private static readonly TimeSpan LinkLife = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Begins = TimeSpan.FromHours(9);
    private static readonly TimeSpan Ready = TimeSpan.FromHours(10);
    private readonly ConcurrentDictionary<string, Kept> links = [];

    /// <summary>
    /// A link to the bill of a finished day, from ten o'clock of the next day on. Of a day that has nothing to list
    /// there is never a bill.
    /// </summary>
    public Answer Link(Uri host, Merchant merchant, DateOnly day, Order bill)
    {
        var sinceMidnight = world.Now - day.AddDays(1).Start();
        if (sinceMidnight < Begins) return NoSuchBill;
        if (sinceMidnight < Ready) return Answer.Error(400, "STATEMENT_CREATING", "账单正在生成中");
        if (bill.Write(merchant, day) is not { } file) return NoSuchBill;

        var token = RandomNumberGenerator.GetHexString(48);
        var now = TimeProvider.System.GetUtcNow();
        foreach (var (old, kept) in links)
            if (kept.Until < now) links.TryRemove(old, out _);
        links[token] = new Kept(merchant.MchId, bill.Gzip ? Gzip(file) : file, now + LinkLife);
        return Answer.Ok(new
        {
            hash_type = "SHA1",
            hash_value = Convert.ToHexStringLower(CryptographicOperations.HashData(HashAlgorithmName.SHA1, file)),
            download_url = new Uri(host, $"/v3/billdownload/file?token={token}").ToString(),
        });
    }

    /// <summary>The file, or null when the link is unknown, over, or another merchant's.</summary>
    public byte[]? Open(Merchant merchant, string token) =>
        links.TryGetValue(token, out var kept) && kept.MchId == merchant.MchId
        && kept.Until > TimeProvider.System.GetUtcNow()
            ? kept.File
            : null;

    private static Answer NoSuchBill => Answer.Error(400, "NO_STATEMENT_EXIST", "账单文件不存在");

    private static byte[] Gzip(byte[] file)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest)) gzip.Write(file);
        return buffer.ToArray();
    }

    /// <summary>Which bill (null when it would have no row), and whether packed.</summary>
    internal sealed record Order(Func<Merchant, DateOnly, byte[]?> Write, bool Gzip);

    private sealed record Kept(string MchId, byte[] File, DateTimeOffset Until);
}
