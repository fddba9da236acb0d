namespace Platform.Messaging;

/// <summary>Which messages a service sends that nobody needs to hear. All the others are sent mandatory: unheard means kept.</summary>
public sealed class MessageTypes
{
    private readonly HashSet<string> unheard = new(StringComparer.Ordinal);

    public void AllowUnheard(Type message) => unheard.Add(Wire.ExchangeOf(message));

    public bool IsMandatory(string messageType) => !unheard.Contains(messageType);
}
