namespace Stand.Infrastructure;

/// <summary>The Linux signals that the stand sends, by their numbers.</summary>
public enum Signal
{
    /// <summary>PostgreSQL: fast shutdown.</summary>
    Interrupt = 2,

    /// <summary>Ends a process before it can do anything about it.</summary>
    Kill = 9,

    /// <summary>Asks for a graceful end.</summary>
    Terminate = 15,

    /// <summary>Goes on after <see cref="Stop"/>.</summary>
    Continue = 18,

    /// <summary>Freezes a process: it keeps its connections and answers nothing.</summary>
    Stop = 19,
}
