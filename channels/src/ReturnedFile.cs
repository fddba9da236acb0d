namespace Channels;

/// <summary>A bank's answer to a batch: all of it, or nothing.</summary>
public abstract record ReturnedFile
{
    private ReturnedFile() { }

    /// <summary>Every line of the batch once, in the order of the batch.</summary>
    public sealed record Whole(IReadOnlyList<ReturnedLine> Lines) : ReturnedFile;

    /// <summary>Not to be used; all mistakes that were found, in the order of the file.</summary>
    public sealed record Refused(IReadOnlyList<FileMistake> Mistakes) : ReturnedFile;
}

/// <summary>What the bank says of one line, and what that means.</summary>
public sealed record ReturnedLine(int LineNo, LineResult Result, ChannelAnswer Answer);
