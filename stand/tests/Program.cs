using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

// A service as small as can be: ready after half a second, ends in order, tells what it was given.
if (Environment.GetEnvironmentVariable("FAILS_AT_START") is not null)
{
    Console.Error.WriteLine("this service cannot start");
    return 3;
}

var started = TimeProvider.System.GetTimestamp();
var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
var app = builder.Build();
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    Console.WriteLine("ended in order");
    Environment.Exit(0);
});
app.MapFallback(async context =>
{
    var isReady = TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromMilliseconds(500);
    context.Response.StatusCode = isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
    var answer = $"{Environment.ProcessId} {Environment.GetEnvironmentVariable("SAID")} {string.Join(' ', args)}";
    await context.Response.WriteAsync(answer.Trim());
});
await app.RunAsync();
return 0;
