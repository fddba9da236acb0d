using Contracts;

namespace Channels;

/// <summary>What accompanies a batch's files, so that nobody uploads another one or half of it.</summary>
/// <param name="No">The batch's number.</param>
/// <param name="WorkbookSha256">Lower-case hex.</param>
/// <param name="CsvSha256">Lower-case hex.</param>
public sealed record BatchManifest(string No, int Count, Money Sum, string WorkbookSha256, string CsvSha256);
