using System.Security.Cryptography;
using System.Text;

namespace RefundCenter.Batches;

/// <summary>
/// The number under which a bank knows a batch: a pure function of what is in it. A database restored from a copy makes
/// the same batch again under the same number, which the bank knows, and never another one under a used number.
/// </summary>
public static class BatchNo
{
    private const string Characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>20 characters <c>[0-9A-Z]</c>: B, the day, and 56 bits of the hash.</summary>
    public static string For(BatchKey key, DateOnly day, IEnumerable<string> legNumbers)
    {
        var content = $"{key.Channel}\n{key.ChannelMerchant}\n{key.Method}\n{key.Currency}\n{day:yyyyMMdd}\n"
            + string.Join('\n', legNumbers);
        var hash = BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
        return string.Create(20, (day, hash), static (text, from) =>
        {
            text[0] = 'B';
            from.day.TryFormat(text[1..], out _, "yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
            for (var (i, left) = (9, from.hash); i < text.Length; i++, left /= 36) text[i] = Characters[(int)(left % 36)];
        });
    }
}
