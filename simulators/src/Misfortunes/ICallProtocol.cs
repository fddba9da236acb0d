namespace Simulators.Misfortunes;

/// <summary>How one channel words what <see cref="CallStage"/> plays.</summary>
/// <typeparam name="TAnswer">Its answer before it is signed.</typeparam>
internal interface ICallProtocol<TAnswer>
{
    TAnswer SystemError { get; }

    TAnswer TooFast { get; }

    /// <summary>Rightly signed bytes that are no answer of this channel.</summary>
    TAnswer Garbage(TAnswer answer);

    Task Write(HttpContext http, TAnswer answer, bool wrongSignature);
}
