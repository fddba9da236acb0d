namespace Simulators.Misfortunes;

/// <summary>Plays what goes wrong with one call; a call is executed at most once.</summary>
internal static class CallStage
{
    /// <param name="protocol">The channel's wording.</param>
    /// <param name="http">The call.</param>
    /// <param name="misfortune">Null when nothing goes wrong.</param>
    /// <param name="execute">Does what the call asks for.</param>
    /// <param name="stage">What all calls of this channel share.</param>
    public static async Task Play<TAnswer>(
        this ICallProtocol<TAnswer> protocol, HttpContext http, MisfortuneOrder? misfortune, Func<TAnswer> execute,
        Settings stage)
    {
        if (await PlayBefore(protocol, http, misfortune, execute, stage)) return;
        var answer = execute();
        switch (misfortune?.Kind)
        {
            case MisfortuneKind.LostAfter:
                http.Abort();
                break;
            case MisfortuneKind.HangAfter:
                await Hang(http, stage);
                break;
            case MisfortuneKind.ErrorExecuted:
                await protocol.Write(http, protocol.SystemError, wrongSignature: false);
                break;
            case MisfortuneKind.ThrottledExecuted:
                await protocol.Write(http, protocol.TooFast, wrongSignature: false);
                break;
            case MisfortuneKind.Garbage:
                await protocol.Write(http, protocol.Garbage(answer), wrongSignature: false);
                break;
            case MisfortuneKind.Slow:
                await Task.Delay(TimeSpan.FromSeconds(misfortune.Seconds ?? 3), http.RequestAborted);
                await protocol.Write(http, answer, wrongSignature: false);
                break;
            default:
                await protocol.Write(
                    http, answer, wrongSignature: misfortune?.Kind == MisfortuneKind.WrongSignature);
                break;
        }
    }

    /// <summary>True when the call is over without having been executed.</summary>
    private static async Task<bool> PlayBefore<TAnswer>(
        ICallProtocol<TAnswer> protocol, HttpContext http, MisfortuneOrder? misfortune, Func<TAnswer> execute,
        Settings stage)
    {
        switch (misfortune?.Kind)
        {
            case MisfortuneKind.LostBefore:
                http.Abort();
                return true;
            case MisfortuneKind.HangBefore:
                await Hang(http, stage);
                return true;
            case MisfortuneKind.ExecutedLate:
                stage.World.Due.At(stage.World.Now.AddSeconds(misfortune.Seconds ?? 600), _ =>
                {
                    execute();
                    return Task.CompletedTask;
                });
                http.Abort();
                return true;
            case MisfortuneKind.ErrorNotExecuted:
                await protocol.Write(http, protocol.SystemError, wrongSignature: false);
                return true;
            case MisfortuneKind.Throttled:
                await protocol.Write(http, protocol.TooFast, wrongSignature: false);
                return true;
            default:
                return false;
        }
    }

    private static async Task Hang(HttpContext http, Settings stage)
    {
        await Task.Delay(TimeSpan.FromSeconds(stage.HangSeconds), http.RequestAborted);
        http.Abort();
    }

    /// <param name="World">Time and what waits for it.</param>
    /// <param name="HangSeconds">How long a hanging line stays open, in real seconds.</param>
    internal sealed record Settings(World World, int HangSeconds);
}
