using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Merchants;

internal sealed class MerchantMapping : IEntityTypeConfiguration<Merchant>
{
    public void Configure(EntityTypeBuilder<Merchant> builder)
    {
        builder.ToTable("merchants");
        builder.Property(x => x.Id).ValueGeneratedNever();
    }
}

internal sealed class ApiKeyMapping : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("api_keys").HasKey(x => x.Id);
        // a new merchant is inserted before its key
        builder.HasOne<Merchant>().WithMany().HasForeignKey(x => x.MerchantId);
    }
}
