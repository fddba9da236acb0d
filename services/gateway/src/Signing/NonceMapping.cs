using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Signing;

internal sealed class NonceMapping : IEntityTypeConfiguration<Nonce>
{
    public void Configure(EntityTypeBuilder<Nonce> builder) =>
        builder.ToTable("nonces").HasKey(x => new { x.KeyId, x.Value });
}
