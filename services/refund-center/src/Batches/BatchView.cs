using Contracts;

namespace RefundCenter.Batches;

/// <summary>A batch in the desk's list, without its bytes.</summary>
/// <param name="AgeSeconds">Since it was made.</param>
/// <param name="Downloads">How often it was fetched.</param>
/// <param name="Answered">Lines with a definite answer.</param>
public sealed record BatchView(
    Guid Id, string No, string Channel, string ChannelMerchant, string Method, DateOnly Day, int Count, Money Sum,
    string WorkbookSha256, string CsvSha256, BatchState State, long AgeSeconds, int Answered, DateTimeOffset MadeAt,
    DateTimeOffset? DownloadedAt, string? DownloadedBy, int Downloads, DateTimeOffset? HandedOverAt, string? HandedOverBy,
    DateTimeOffset? AnswerDueAt, DateTimeOffset? AnsweredAt);
