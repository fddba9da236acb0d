using Simulators.Truth;

namespace Simulators.Tests;

public sealed class A_truth_log : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(path);

    [Fact]
    public void Remembers_what_it_swore_to_and_nothing_half_written()
    {
        using (var log = new TruthLog(path))
        {
            log.Append(Line("R1"));
            log.Append(Line("R2"));
        }
        File.AppendAllText(path, "{\"channel\":\"wech");

        using (var log = new TruthLog(path))
        {
            Assert.Equal([Line("R1"), Line("R2")], log.All());
            log.Append(Line("R3"));
        }
        using var again = new TruthLog(path);
        Assert.Equal(["R1", "R2", "R3"], again.All().Select(line => line.No));
    }

    private static TruthLine Line(string no) => new(
        "wechat", "refund", "1900099901", no, "42", "503", 880, "CNY", "payer",
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), new DateOnly(2026, 1, 2));
}
