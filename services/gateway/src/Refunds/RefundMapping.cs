using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Platform.Messaging;

namespace Gateway.Refunds;

internal sealed class RefundMapping : IEntityTypeConfiguration<Refund>
{
    public void Configure(EntityTypeBuilder<Refund> builder)
    {
        builder.ToTable("refunds");
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.ComplexProperty(x => x.Amount).Property(x => x.Currency).HasMaxLength(3).IsFixedLength();
        builder.AsJson(x => x.Metadata);
        builder.Ignore(x => x.IsEnded).Ignore(x => x.IsStillHere).Ignore(x => x.MayMoveYet);
        builder.Ignore(x => x.News).Ignore(x => x.Origin).Ignore(x => x.FirstVersion);
    }
}

internal sealed class RefundChangeMapping : IEntityTypeConfiguration<RefundChange>
{
    public void Configure(EntityTypeBuilder<RefundChange> builder) =>
        builder.ToTable("refund_changes").HasKey(x => new { x.RefundId, x.Version });
}

internal sealed class RefundStateMapping : IEntityTypeConfiguration<RefundState>
{
    public void Configure(EntityTypeBuilder<RefundState> builder)
    {
        builder.ToTable("refund_sagas").HasKey(x => x.CorrelationId);
        builder.Property(x => x.CorrelationId).ValueGeneratedNever();
        builder.ComplexProperty(x => x.Amount).Property(x => x.Currency).HasMaxLength(3).IsFixedLength();
        builder.AsJson(x => x.Payment);
        builder.AsJson(x => x.Moved);
        builder.AsJson(x => x.OrderedMoved);
    }
}

internal static class JsonColumns
{
    /// <summary>
    /// One jsonb column for an immutable value; it is compared by its own equality and replaced whole.
    /// </summary>
    public static void AsJson<TEntity, T>(
        this EntityTypeBuilder<TEntity> builder, Expression<Func<TEntity, T>> property)
        where TEntity : class =>
        builder.Property(property).HasColumnType("jsonb").HasConversion(
            value => JsonSerializer.Serialize(value, Wire.Options),
            text => JsonSerializer.Deserialize<T>(text, Wire.Options)!,
            new ValueComparer<T>(
                (a, b) => Equals(a, b), value => value == null ? 0 : value.GetHashCode(), value => value));
}
