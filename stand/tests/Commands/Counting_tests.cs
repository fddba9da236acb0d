using Stand.Commands;

namespace Stand.Tests.Commands;

public sealed class Counting_tests
{
    private const string Report = """
        <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>
          <UnitTestResult testName="a" outcome="Passed" />
          <UnitTestResult testName="b" outcome="NotExecuted" />
          <UnitTestResult testName="c" outcome="Failed"><Output><ErrorInfo>
            <Message>it was 2</Message><StackTrace>at C.c()</StackTrace></ErrorInfo></Output></UnitTestResult>
          <UnitTestResult testName="d" outcome="Aborted" />
        </Results></TestRun>
        """;

    [Fact]
    public void Tells_passed_failed_and_skipped_apart()
    {
        var results = TestResults.Read("Spec.Tests", Report);

        Assert.Equal("1 passed, 2 failed, 1 skipped", results.Summary);
        Assert.Equal("Spec.Tests: c\nit was 2\nat C.c()", results.Failures[0]);
    }

    [Fact]
    public void Adds_up_over_projects() => Assert.Equal(
        "2 passed, 4 failed, 2 skipped", (TestResults.Read("A", Report) + TestResults.Read("B", Report)).Summary);

    [Fact]
    public void Counts_a_run_that_broke_off_as_failed() => Assert.Equal(
        "0 passed, 1 failed, 0 skipped", new TestResults().DidNotFinish("Spec.Tests ended with code 134.").Summary);

    [Fact]
    public void Puts_the_end_to_end_tests_last()
    {
        const string solution = """
            Project("{F}") = "EndToEnd.Tests", "tests\EndToEnd\EndToEnd.Tests.csproj", "{1}"
            Project("{F}") = "Platform.Tests", "platform\tests\Platform.Tests.csproj", "{2}"
            Project("{F}") = "Platform.Testing", "platform\testing\Platform.Testing.csproj", "{3}"
            Project("{F}") = "Channels.Tests", "channels\tests\Channels.Tests.csproj", "{4}"
            """;

        Assert.Equal(["Channels.Tests", "Platform.Tests", "EndToEnd.Tests"], TestCommand.ProjectsOf(solution));
    }
}
