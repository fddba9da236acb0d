using System.Globalization;
using System.Text;

namespace Benchmarks;

/// <summary>What a bench measured: printed as it goes, repeated as <c>figure NAME VALUE UNIT</c> at the end, and kept with date and machine.</summary>
internal sealed class Figures(string bench)
{
    private readonly string loadBefore = File.ReadAllText("/proc/loadavg").Split(' ')[0];
    private readonly List<string> notes = [];
    private readonly List<string> lines = [];

    /// <summary>False when what was measured does not count; the notes say why.</summary>
    public bool AreValid { get; private set; } = true;

    /// <summary>Says why the figures do not count.</summary>
    public void Invalid(string why)
    {
        AreValid = false;
        Note("INVALID: " + why);
    }

    public void Note(string text)
    {
        Console.WriteLine("  " + text);
        notes.Add(text);
    }

    public void Add(string name, long value, string unit) =>
        lines.Add($"figure {name} {value.ToString(CultureInfo.InvariantCulture)} {unit}");

    /// <summary>Three digits after the point, without floating point.</summary>
    public void AddThousandths(string name, long thousandths, string unit) =>
        lines.Add($"figure {name} {thousandths / 1000}.{thousandths % 1000:D3} {unit}");

    public void AddRatio(string name, long value, long floor) =>
        AddThousandths(name, floor == 0 ? 0 : value * 1000 / floor, "ratio");

    /// <summary>Prints the figures and writes <c>benchmarks/results/DATE-bench.md</c>.</summary>
    public void Close(string root, DateTimeOffset now)
    {
        foreach (var line in lines) Console.WriteLine(line);
        var text = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"# {bench}, {now:yyyy-MM-dd HH:mm} UTC").AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"Machine: {Environment.ProcessorCount} cores, {Memory()} GiB, {Environment.OSVersion}, .NET {Environment.Version}; load average before: {loadBefore}.").AppendLine();
        foreach (var note in notes) text.AppendLine("- " + note);
        text.AppendLine().AppendLine("```");
        foreach (var line in lines) text.AppendLine(line);
        text.AppendLine("```");
        var folder = Path.Combine(root, "benchmarks", "results");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, $"{now:yyyyMMdd-HHmm}-{bench}.md"), text.ToString());
    }

    private static long Memory() => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30;
}
