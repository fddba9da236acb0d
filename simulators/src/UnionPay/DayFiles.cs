using System.Globalization;
using System.IO.Compression;
using Simulators.Clock;

namespace Simulators.UnionPay;

/// <summary>The files of a clearing day: a zip, deflated once more, in Base64, inside the signed answer.</summary>
internal sealed class DayFiles(World world)
{
    /// <summary>From nine o'clock of the next day; of a day that has nothing to list there is never a file (98).</summary>
    public Fields Answer(Merchant merchant, Fields request)
    {
        if (DayOf(request["settleDate"]) is not { } day) return Fields.Answer(request, "10", "报文格式错误[settleDate]");
        if (world.Now < ClearingDay.FilesFrom(day) || Pack(merchant, day) is not { } content)
            return Fields.Answer(request, "98", "文件不存在");
        var answer = Fields.Answer(request, "00", "成功[0000000]");
        answer["fileName"] = string.Create(CultureInfo.InvariantCulture, $"{merchant.MerId}_{day:yyyyMMdd}.zip");
        answer["fileContent"] = content;
        return answer;
    }

    /// <summary>The question names no year: it is the latest such day.</summary>
    private DateOnly? DayOf(string settleDate)
    {
        var today = world.Now.Day();
        for (var year = today.Year; year >= today.Year - 8; year--)
            if (DateOnly.TryParseExact(
                $"{year}{settleDate}", "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                && day <= today)
                return day;
        return null;
    }

    private static string? Pack(Merchant merchant, DateOnly day)
    {
        byte[]? transactions, errors;
        lock (merchant.Gate)
            (transactions, errors) = (TransactionFileWriter.Write(merchant, day), ErrorFileWriter.Write(merchant, day));
        if (transactions is null && errors is null) return null;

        using var packed = new MemoryStream();
        using (var deflated = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) deflated.Write(Zip(
            (Name($"INN{day:yyMMdd}88ZM_"), transactions ?? []), (Name($"INN{day:yyMMdd}88ZME_"), errors),
            (Name($"RD2010{day:yyMMdd}01_"), [])));
        return Convert.ToBase64String(packed.GetBuffer().AsSpan(0, (int)packed.Length));

        string Name(FormattableString start) => FormattableString.Invariant(start) + merchant.MerId;
    }

    private static byte[] Zip(params ReadOnlySpan<(string Name, byte[]? Content)> files)
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in files)
                if (content is not null)
                    using (var entry = archive.CreateEntry(name).Open()) entry.Write(content);
        return buffer.ToArray();
    }
}
