using System.Runtime.InteropServices;
using Stand.Commands;
using Stand.Infrastructure;

using var stopping = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    return args switch
    {
        ["infra", .. var rest] => await InfraCommand.Run(rest, stopping.Token),
        ["up", .. var rest] => await UpCommand.Run(rest, stopping.Token),
        ["test", .. var rest] => await TestCommand.Run(rest, stopping.Token),
        ["down", .. var rest] => await DownCommand.Run(rest, stopping.Token),
        ["demo", .. var rest] => await DemoCommand.Run(rest, stopping.Token),
        ["upgrade", .. var rest] => await UpgradeCommand.Run(rest, stopping.Token),
        ["trace", .. var rest] => TraceCommand.Run(rest),
        ["desk", .. var rest] => await DeskCommand.Run(rest, stopping.Token),
        _ => Usage(),
    };
}
catch (StandException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
catch (HttpRequestException e)
{
    Console.Error.WriteLine($"No answer: {e.Message}");
    return 1;
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    return 130;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopping.Cancel();
}

static int Usage()
{
    Console.Error.WriteLine("usage: ./run build | test | up | down | demo | bench | upgrade | trace | desk | tidy | infra");
    return 2;
}
