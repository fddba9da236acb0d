using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Platform.Messaging;

/// <summary>What the messages of one batch share: a DbContext with its transaction, the services of one scope, and what is to be sent.</summary>
internal sealed class BatchScope(IServiceScope scope, DbContext db, TimeProvider clock)
{
    public IServiceScope Scope { get; } = scope;
    public IServiceProvider Services => Scope.ServiceProvider;
    public DbContext Db { get; } = db;
    public TimeProvider Clock { get; } = clock;
    public OutgoingMessages Outgoing { get; } = new();
}
