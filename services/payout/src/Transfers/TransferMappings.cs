using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Payout.Transfers;

internal sealed class TransferMapping : IEntityTypeConfiguration<Transfer>
{
    public void Configure(EntityTypeBuilder<Transfer> builder)
    {
        builder.ToTable("transfers");
        builder.HasKey(x => x.PayoutId);
        builder.Ignore(x => x.Error).Ignore(x => x.Moved).Ignore(x => x.Returned);
        builder.ComplexProperty(x => x.Amount).Property(x => x.Currency).HasMaxLength(3).IsFixedLength();
    }
}

internal sealed class SendMapping : IEntityTypeConfiguration<Send>
{
    public void Configure(EntityTypeBuilder<Send> builder)
    {
        builder.ToTable("sends");
        builder.HasKey(x => new { x.PayoutId, x.SendNo });
    }
}

internal sealed class AskMapping : IEntityTypeConfiguration<Ask>
{
    public void Configure(EntityTypeBuilder<Ask> builder)
    {
        builder.ToTable("asks");
        builder.HasKey(x => new { x.PayoutId, x.AskNo });
    }
}
