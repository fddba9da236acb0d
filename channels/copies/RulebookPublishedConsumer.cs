using Contracts.Rulebooks;
using MassTransit;
using Microsoft.Extensions.Logging;
using Platform.Hosting;
using Platform.Persistence;

namespace Channels.Copies;

/// <summary>
/// Keeps a version of a channel's rulebook and confirms it. One that cannot be read is of a later release: it is not
/// confirmed, so that it comes again when this service is of that release, too.
/// </summary>
/// <typeparam name="TDb">The database of the service: its migrations make the table <c>rulebooks</c>.</typeparam>
public sealed class RulebookPublishedConsumer<TDb>(
    TDb db, RulebookCopies copies, ServiceName service, TimeProvider clock, ILogger<RulebookCopies> log)
    : IConsumer<RulebookPublished> where TDb : PlatformDbContext
{
    /// <summary>The owner's word counts: after a restore it may publish other content under a number.</summary>
    private const string Keep = """
        INSERT INTO rulebooks (channel, version, effective_from, document, hash, heard_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (channel, version) DO UPDATE
        SET effective_from = excluded.effective_from, document = excluded.document, hash = excluded.hash,
            heard_at = excluded.heard_at
        WHERE rulebooks.hash <> excluded.hash
        """;

    public async Task Consume(ConsumeContext<RulebookPublished> context)
    {
        var said = context.Message;
        if (!RulebookDocument.TryRead(said.Document, out var document, out var mistakes)
            || (document.Channel, document.Version, document.Hash) != (said.Channel, said.Version, said.Hash))
        {
            RulebookCopiesLog.Unreadable(log, said.Channel, said.Version, string.Join("; ", mistakes));
            return;
        }
        await db.Execute(
            Keep, context.CancellationToken, said.Channel, said.Version, said.EffectiveFrom.UtcDateTime, said.Document,
            said.Hash, clock.GetUtcNow().UtcDateTime);
        await context.Publish(new RulebookConfirmed(said.RulebookId, service.Value, said.Channel, said.Version));
        copies.LookSoon();
    }
}

internal static partial class RulebookCopiesLog
{
    [LoggerMessage(420, LogLevel.Error, "The rulebook of {Channel}, version {Version}, is not kept: {Mistakes}")]
    public static partial void Unreadable(ILogger log, string channel, int version, string mistakes);
}
