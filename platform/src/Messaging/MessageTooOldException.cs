namespace Platform.Messaging;

/// <summary>The message is older than the inbox remembers: handling it might be handling it twice. It goes to the desk.</summary>
public sealed class MessageTooOldException(string message) : Exception(message);
