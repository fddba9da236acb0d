namespace Gateway.Merchants;

/// <summary>A merchant with its agreement: which channels are opened, and what it is promised.</summary>
public sealed class Merchant
{
    public Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Codes of the channels opened for it, for example <c>wechat</c>.</summary>
    public required string[] Channels { get; init; }

    public PromisePolicy Promise { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
