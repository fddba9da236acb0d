using System.Buffers.Binary;
using System.Security.Cryptography;

namespace RefundCenter.Legs;

/// <summary>
/// The names of a leg that the outside sees. Pure functions of (refund id, ordinal): a database restored from a copy
/// makes the same leg again under the same names, and can never hand a used number to another refund (architecture §5).
/// </summary>
public static class ChannelNo
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Characters = "0123456789" + Letters;

    /// <summary>
    /// The number that a channel or bank sees: 20 characters <c>[0-9A-Z]</c>, a letter first; over 100 bits of the
    /// hash.
    /// </summary>
    public static string For(Guid refundId, int ordinal)
    {
        Span<byte> hash = stackalloc byte[32];
        Hash(refundId, ordinal, hash);
        var number = new UInt128(
            BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[8..]));
        return string.Create(20, number, static (text, left) =>
        {
            text[0] = Letters[(int)(left % 26)];
            left /= 26;
            for (var i = 1; i < text.Length; i++)
            {
                text[i] = Characters[(int)(left % 36)];
                left /= 36;
            }
        });
    }

    /// <summary>
    /// The leg's row id, also its payout's: the refund id's time, so that rows lie in the order of time, then the hash
    /// (UUIDv8).
    /// </summary>
    public static Guid IdOf(Guid refundId, int ordinal)
    {
        Span<byte> hash = stackalloc byte[32];
        Hash(refundId, ordinal, hash);
        Span<byte> id = stackalloc byte[16];
        refundId.TryWriteBytes(id, bigEndian: true, out _);
        hash[16..26].CopyTo(id[6..]);
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }

    private static void Hash(Guid refundId, int ordinal, Span<byte> hash)
    {
        Span<byte> name = stackalloc byte[20];
        refundId.TryWriteBytes(name, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(name[16..], ordinal);
        SHA256.HashData(name, hash);
    }
}
