namespace Channels;

/// <summary>A batch as it leaves us.</summary>
/// <param name="Workbook">XLSX.</param>
/// <param name="Csv">The same lines, UTF-8 with a byte order mark.</param>
/// <param name="Lines">The exact bytes of each line of the CSV, for the record of what was sent.</param>
public sealed record WrittenBatch(
    byte[] Workbook, byte[] Csv, IReadOnlyList<byte[]> Lines, BatchManifest Manifest);
