using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Accounting.Settlements;

internal sealed class RefundBookMapping : IEntityTypeConfiguration<RefundBook>
{
    public void Configure(EntityTypeBuilder<RefundBook> book)
    {
        book.ToTable("refund_books");
        book.HasKey(x => x.RefundId);
        book.Property(x => x.RefundId).ValueGeneratedNever();
        book.Property(x => x.Currency).HasMaxLength(3).IsFixedLength();
        book.Ignore(x => x.Moved);
    }
}
