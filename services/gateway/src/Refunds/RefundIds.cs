using System.Security.Cryptography;
using System.Text;

namespace Gateway.Refunds;

/// <summary>
/// The id of a refund: a UUIDv8 (RFC 9562) that is a hash of merchant and merchant's number and of nothing else. A
/// gateway that was started from an older copy and is asked again gives the refund that it forgot its id back, so the
/// number that the channel sees, which follows from the id, is the same too, and nobody is paid twice.
/// </summary>
/// <remarks>
/// Nothing of the payment goes in: the number asked again for another payment must meet the refund that the others know
/// (<c>docs/decisions/0010-refund-ids.md</c>). Ids say nothing about time: order by <see cref="Refund.CreatedAt"/>.
/// </remarks>
public static class RefundIds
{
    public static Guid For(Guid merchantId, string merchantRefundNo)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{merchantId:N}\n{merchantRefundNo}"), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
