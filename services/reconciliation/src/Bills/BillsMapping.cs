using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Reconciliation.Bills;

internal sealed class BillsMapping
    : IEntityTypeConfiguration<Fetch>, IEntityTypeConfiguration<BillFile>, IEntityTypeConfiguration<StoredLine>
{
    public void Configure(EntityTypeBuilder<Fetch> fetch)
    {
        fetch.ToTable("fetches");
        fetch.HasKey(x => x.Id);
        fetch.Property(x => x.Id).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<BillFile> file)
    {
        file.ToTable("bill_files");
        file.HasKey(x => x.Id);
        file.Property(x => x.Id).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<StoredLine> line)
    {
        line.ToTable("bill_lines");
        line.HasKey(x => new { x.FileId, x.LineNo });
        line.ComplexProperty(x => x.Amount).Property(x => x.Currency).HasMaxLength(3).IsFixedLength();
        line.ComplexProperty(x => x.Fee).Property(x => x.Currency).HasMaxLength(3).IsFixedLength();
    }
}
