using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.IdempotencyKeys;

internal sealed class IdempotencyKeyMapping : IEntityTypeConfiguration<IdempotencyKey>
{
    public void Configure(EntityTypeBuilder<IdempotencyKey> builder) =>
        builder.ToTable("idempotency_keys").HasKey(x => new { x.MerchantId, x.Method, x.Route, x.Key });
}
