using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Platform.Persistence;

/// <summary>
/// A service's database. Mappings are the <see cref="IEntityTypeConfiguration{TEntity}"/> classes of its assembly; all names
/// become snake_case. The schema itself is made by the SQL files under <c>Migrations/</c>, which a test compares with this model.
/// </summary>
public abstract class PlatformDbContext : DbContext
{
    protected PlatformDbContext(DbContextOptions options) : base(options) =>
        // A transaction saves once and is repeated as a whole: a savepoint before each save would be two round trips for nothing.
        Database.AutoSavepointsEnabled = false;

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(GetType().Assembly);
        modelBuilder.UseSnakeCaseNames();
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Words in the table, never numbers (S129–S130).
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
        // Channels tell times with their own offset; the driver writes UTC only and would make poison of such a message.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTime>();
    }
}

internal sealed class UtcTime() : ValueConverter<DateTimeOffset, DateTimeOffset>(time => time.ToUniversalTime(), time => time);
