using System.Net;
using System.Runtime.InteropServices;
using System.Text;

// A service as small as can be: ready after half a second, ends in order, tells what it was given.
if (Environment.GetEnvironmentVariable("FAILS_AT_START") is not null)
{
    Console.Error.WriteLine("this service cannot start");
    return 3;
}

var started = TimeProvider.System.GetTimestamp();
using var listener = new HttpListener();
listener.Prefixes.Add(Environment.GetEnvironmentVariable("ASPNETCORE_URLS")!);
listener.Start();
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    Console.WriteLine("ended in order");
    Environment.Exit(0);
});
while (true)
{
    var context = await listener.GetContextAsync();
    var isReady = TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromMilliseconds(500);
    context.Response.StatusCode = (int)(isReady ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable);
    var answer = $"{Environment.ProcessId} {Environment.GetEnvironmentVariable("SAID")} {string.Join(' ', args)}";
    context.Response.Close(Encoding.UTF8.GetBytes(answer.Trim()), willBlock: false);
}
