using System.Globalization;
using System.Xml.Linq;

namespace Stand.Commands;

/// <summary>Results of tests, counted from the reports (trx) that test runs write.</summary>
public sealed record TestResults
{
    /// <summary>Tests that passed.</summary>
    public int Passed { get; init; }

    /// <summary>Tests that failed; a run that did not finish counts as one.</summary>
    public int Failed { get; init; }

    /// <summary>Tests that were not run.</summary>
    public int Skipped { get; init; }

    /// <summary>Name, message and stack of each failure.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    /// <summary>The counts in words.</summary>
    public string Summary => string.Create(
        CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed, {Skipped} skipped");

    /// <summary>The results of two runs together.</summary>
    public static TestResults operator +(TestResults a, TestResults b) => new()
    {
        Passed = a.Passed + b.Passed,
        Failed = a.Failed + b.Failed,
        Skipped = a.Skipped + b.Skipped,
        Failures = [.. a.Failures, .. b.Failures],
    };

    /// <summary>Reads one project's report.</summary>
    public static TestResults Read(string project, string report)
    {
        var outcomes = XDocument.Parse(report).Descendants().Where(e => e.Name.LocalName == "UnitTestResult").ToList();
        var failed = outcomes.Where(e => Outcome(e) is not ("Passed" or "NotExecuted")).ToList();
        return new TestResults
        {
            Passed = outcomes.Count(e => Outcome(e) == "Passed"),
            Failed = failed.Count,
            Skipped = outcomes.Count(e => Outcome(e) == "NotExecuted"),
            Failures = [.. failed.Select(e => string.Join(
                '\n', $"{project}: {e.Attribute("testName")?.Value}", Text(e, "Message"), Text(e, "StackTrace")))],
        };
    }

    /// <summary>These results and a run that ended without telling of a failed test.</summary>
    public TestResults DidNotFinish(string why) => this with { Failed = Failed + 1, Failures = [.. Failures, why] };

    private static string? Outcome(XElement result) => result.Attribute("outcome")?.Value;

    private static string? Text(XElement result, string name) =>
        result.Descendants().FirstOrDefault(e => e.Name.LocalName == name)?.Value;
}
