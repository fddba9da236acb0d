using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Platform.Persistence;

namespace Reconciliation.Breaks;

internal sealed class BreakMapping : IEntityTypeConfiguration<Break>
{
    public void Configure(EntityTypeBuilder<Break> brk)
    {
        brk.ToTable("breaks");
        brk.HasKey(x => x.Id);
        brk.Property(x => x.Kind).HasConversion(x => WordOf(x), x => KindOf(x));
        brk.Property(x => x.State)
            .HasConversion(x => x.ToString().ToLowerInvariant(), x => Enum.Parse<BreakState>(x, true));
        brk.Property(x => x.Currency).HasMaxLength(3).IsFixedLength();
        brk.Ignore(x => x.Ours);
        brk.Ignore(x => x.Theirs);
    }

    public static string WordOf(BreakKind kind) => SnakeCaseNames.ToSnakeCase(kind.ToString());

    private static BreakKind KindOf(string word) =>
        Enum.Parse<BreakKind>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
}
