namespace Contracts.Rulebooks;

/// <summary>
/// A version of a channel's rulebook, whole. From refund-center, which owns them, to those that keep copies (gateway,
/// reconciliation); repeated until each has said <see cref="RulebookConfirmed"/>.
/// </summary>
/// <param name="RulebookId">One per channel and version.</param>
/// <param name="Version">1, 2, 3 …; the highest whose time has come is in force.</param>
/// <param name="Document">The JSON text.</param>
/// <param name="Hash">SHA-256 of the text in UTF-8, lower-case hex.</param>
public sealed record RulebookPublished(
    Guid RulebookId, string Channel, int Version, DateTimeOffset EffectiveFrom, string Document, string Hash);

/// <summary>This service has this version. From those that keep copies to refund-center.</summary>
/// <param name="Service">By its name, for example <c>gateway</c>.</param>
public sealed record RulebookConfirmed(Guid RulebookId, string Service, string Channel, int Version);
