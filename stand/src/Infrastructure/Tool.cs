using System.Diagnostics;

namespace Stand.Infrastructure;

/// <summary>Runs a program to its end.</summary>
public static class Tool
{
    /// <summary>Runs a command and returns what it printed. Throws with its error output when it fails.</summary>
    public static async Task<string> Run(IReadOnlyList<string> command, CancellationToken ct = default)
    {
        var (code, output, errors) = await Try(command, ct);
        return code == 0 ? output : throw new StandException(
            $"`{string.Join(' ', command)}` ended with code {code}: {errors.Trim()} {output.Trim()}");
    }

    /// <summary>
    /// Runs a command and returns its code and what it printed; code 127 when there is no such program.
    /// </summary>
    public static async Task<(int Code, string Output, string Errors)> Try(
        IReadOnlyList<string> command, CancellationToken ct = default)
    {
        var info = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",                    // the account that runs it may not be allowed into ours
        };
        try
        {
            using var process = Process.Start(info)!;
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(ct);
            var errors = process.StandardError.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            return (process.ExitCode, await output, await errors);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (127, "", e.Message);
        }
    }

    /// <summary>Whether a program of this name is on the path.</summary>
    public static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(d => File.Exists(Path.Combine(d, program)));
}
