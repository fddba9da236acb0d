using System.Buffers;
using System.Text;

namespace Simulators.UnionPay;

/// <summary>Writes lines of fixed columns, each left-aligned and followed by one blank; offsets count bytes.</summary>
internal sealed class FixedWidthText(int lineLength)
{
    private readonly ArrayBufferWriter<byte> text = new();

    /// <summary>One line: what stands where. Everything else is blank; what is too long is cut.</summary>
    public void Line(params ReadOnlySpan<(int Offset, int Length, string Value)> columns)
    {
        var line = new byte[lineLength + 2];
        line.AsSpan().Fill((byte)' ');
        foreach (var (offset, length, value) in columns)
            Encoding.ASCII.GetBytes(value.Length > length ? value[..length] : value, line.AsSpan(offset));
        "\r\n"u8.CopyTo(line.AsSpan(lineLength));
        text.Write(line);
    }

    public byte[] Bytes() => text.WrittenSpan.ToArray();
}
