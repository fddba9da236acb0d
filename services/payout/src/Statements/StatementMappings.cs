using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Payout.Statements;

internal sealed class BankLineMapping : IEntityTypeConfiguration<BankLine>
{
    public void Configure(EntityTypeBuilder<BankLine> builder)
    {
        builder.ToTable("bank_lines");
        builder.HasKey(x => x.BankReference);
        builder.ComplexProperty(x => x.Amount).Property(x => x.Currency).HasMaxLength(3).IsFixedLength();
    }
}

internal sealed class BankStatementMapping : IEntityTypeConfiguration<BankStatement>
{
    public void Configure(EntityTypeBuilder<BankStatement> builder)
    {
        builder.ToTable("statements");
        builder.HasKey(x => x.ToDay);
    }
}

internal sealed class ReportCursorMapping : IEntityTypeConfiguration<ReportCursor>
{
    public void Configure(EntityTypeBuilder<ReportCursor> builder)
    {
        builder.ToTable("report_cursors");
        builder.HasKey(x => x.Route);
    }
}
