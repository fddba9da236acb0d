using Channels;
using Platform.Operators;

namespace RefundCenter.Batches;

/// <summary>What became of a result that people brought.</summary>
public abstract record IntakeAnswer
{
    private IntakeAnswer() { }

    /// <summary>Taken, or what would happen if it were.</summary>
    /// <param name="IsApplied">False for a preview, and for the same file again.</param>
    /// <param name="IsRepeat">This very file was taken before.</param>
    public sealed record Taken(
        Guid BatchId, BatchState State, bool IsApplied, bool IsRepeat, string Sha256, IReadOnlyList<LineEffect> Lines)
        : IntakeAnswer;

    /// <summary>The file does not count, and nothing has changed.</summary>
    public sealed record Mistaken(IReadOnlyList<FileMistake> Mistakes) : IntakeAnswer;

    /// <summary>It cannot be now; a code of docs/errors.md.</summary>
    public sealed record Refused(string Code, int Status, string Detail) : IntakeAnswer
    {
        public static Refused NoBatch { get; } = new("batch_not_found", 404, "There is no such batch.");

        public static Refused NoLeg { get; } = new("leg_not_in_batch", 404, "There is no such leg in any batch.");

        public static Refused NotHandedOver { get; } = new(
            "batch_not_handed_over", 409, "Nobody has said that the bank has it: hand it over first.");

        public static Refused NotDownloaded { get; } = new(
            "batch_not_downloaded", 409,
            "Nobody has fetched its workbook or sheet, so that nobody can have handed it over.");

        public static Refused Withdrawn { get; } = new(
            "batch_withdrawn", 409, "Two people have withdrawn it: its refunds go another way, and it must not be carried anywhere.");

        public Objection ToObjection() => new(Code, Status, Detail);

        public static Refused BadResult(string what) => new("result_invalid", 422, $"No result of a bank: {what}.");
    }
}
