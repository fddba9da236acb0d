namespace Stand.Infrastructure;

/// <summary>Something that the person who started the stand must know; its message stands alone.</summary>
public sealed class StandException(string message) : Exception(message);
