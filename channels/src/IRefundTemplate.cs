namespace Channels;

/// <summary>
/// A bank that takes refunds as files which people upload on its site or carry to it (S145, S146). What it answers is a
/// file as well. A template throws nothing over a file, whatever stands in it.
/// </summary>
public interface IRefundTemplate
{
    /// <summary>The channel's code in payments, rulebooks and accounts, for example <c>bank-portal</c>.</summary>
    string Name { get; }

    /// <summary>Whether its files carry this currency (ISO 4217).</summary>
    bool Takes(string currency);

    /// <summary>The bank's file for these refunds. Pure: the same batch gives the same bytes.</summary>
    WrittenBatch Write(RefundBatch batch);

    /// <summary>
    /// Reads the bank's answer, a workbook or its CSV: every line of the batch once, or all mistakes of the file, and
    /// then nothing of it counts.
    /// </summary>
    /// <param name="file">Exactly as it was received; nobody vouches for it.</param>
    /// <param name="sent">What was handed over.</param>
    ReturnedFile Read(ReadOnlyMemory<byte> file, RefundBatch sent);

    /// <summary>What is missing in the bank's word, or contradicts itself; null when nothing does.</summary>
    string? MistakeOf(LineResult result);

    /// <summary>
    /// What the bank's word about one refund means; where a definite word lacks what belongs to it, unknown.
    /// </summary>
    ChannelAnswer Judge(LineResult result, ChannelRefund refund);
}
