using Simulators.Misfortunes;

namespace Misfortunes.Tests;

/// <summary>What goes wrong with one batch, and with each refund in it, read out of their numbers.</summary>
internal sealed record FilePlot(Upload Upload, Reading Reading, Second Second)
{
    public static FilePlot Of(long batch)
    {
        var left = batch;
        return new FilePlot(Take<Upload>(), Take<Reading>(), Take<Second>());

        T Take<T>()
            where T : struct, Enum
        {
            var all = Enum.GetValues<T>();
            var taken = all[(int)(left % all.Length)];
            left /= all.Length;
            return taken;
        }
    }

    /// <summary>The lines of a batch go through all fates, each batch from another one on.</summary>
    public static MisfortuneKind? FateOf(Cast cast, long number, long batch) =>
        cast.Fates[(int)((number + batch) % cast.Fates.Count)];
}

/// <summary>How the workbook gets to the bank.</summary>
internal enum Upload
{
    Once,

    /// <summary>By two people who did not know of one another; the bank knows the number.</summary>
    Twice,

    /// <summary>It is there, and nobody said so.</summary>
    Unsaid,
}

/// <summary>What becomes of the bank's result file.</summary>
internal enum Reading
{
    Once, Twice,

    /// <summary>First a damaged copy of it, of which nothing may count.</summary>
    DamagedFirst,

    /// <summary>Only after the bank's daily files.</summary>
    Late, Never,
}

/// <summary>What the second person does about refusals.</summary>
internal enum Second { Confirms, ConfirmsLate, Never }
