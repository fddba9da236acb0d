using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Payments;

/// <summary>
/// The id of a payment that is registered over the API: a UUIDv7 whose time is the capture's and whose random bits are
/// a hash of merchant and number. The same registration gives the same id however often it is tried, so payee data that
/// reached the vault before a crash is found again and never orphaned.
/// </summary>
public static class PaymentIds
{
    public static Guid For(Guid merchantId, string merchantPaymentNo, DateTimeOffset capturedAt)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{merchantId:N}\n{merchantPaymentNo}"));
        Span<byte> id = stackalloc byte[16];
        hash.AsSpan(0, 16).CopyTo(id);
        Span<byte> time = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, capturedAt.ToUnixTimeMilliseconds());
        time[2..].CopyTo(id);
        id[6] = (byte)((id[6] & 0x0F) | 0x70);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
