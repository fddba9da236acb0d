using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Payout.Payees;

internal sealed class PayeeMapping : IEntityTypeConfiguration<PayeeRecord>
{
    public void Configure(EntityTypeBuilder<PayeeRecord> builder)
    {
        builder.ToTable("payees");
        builder.HasKey(x => x.PaymentId);
    }
}

internal sealed class VaultKeyMapping : IEntityTypeConfiguration<VaultKey>
{
    public void Configure(EntityTypeBuilder<VaultKey> builder)
    {
        builder.ToTable("vault_keys");
        builder.HasKey(x => x.KeyId);
    }
}

internal sealed class VaultTouchMapping : IEntityTypeConfiguration<VaultTouch>
{
    public void Configure(EntityTypeBuilder<VaultTouch> builder)
    {
        builder.ToTable("vault_audit");
        builder.HasKey(x => x.Id);
    }
}
