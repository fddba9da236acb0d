using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RefundCenter.Legs;

namespace RefundCenter.Batches;

internal sealed class BatchMapping
    : IEntityTypeConfiguration<Batch>, IEntityTypeConfiguration<BatchLine>, IEntityTypeConfiguration<BatchResult>,
        IEntityTypeConfiguration<Proof>
{
    public void Configure(EntityTypeBuilder<Batch> batch)
    {
        batch.ToTable("batches");
        batch.HasKey(x => x.Id);
        batch.Property(x => x.Id).ValueGeneratedNever();
        batch.ComplexProperty(x => x.Sum).Property(x => x.Currency).HasMaxLength(3).IsFixedLength();
        batch.HasIndex(x => x.No).IsUnique();
    }

    public void Configure(EntityTypeBuilder<BatchLine> line)
    {
        line.ToTable("batch_lines");
        line.HasKey(x => new { x.BatchId, x.LineNo });
        line.HasOne<Batch>().WithMany().HasForeignKey(x => x.BatchId);
        line.HasOne<Send>().WithMany().HasForeignKey(x => new { x.LegId, x.SendNo });
        line.HasIndex(x => x.LegId).IsUnique();
    }

    public void Configure(EntityTypeBuilder<BatchResult> result)
    {
        result.ToTable("batch_results");
        result.HasKey(x => new { x.BatchId, x.Sha256 });
        result.HasOne<Batch>().WithMany().HasForeignKey(x => x.BatchId);
    }

    public void Configure(EntityTypeBuilder<Proof> proof)
    {
        proof.ToTable("proofs");
        proof.HasKey(x => x.Id);
        proof.Property(x => x.Id).ValueGeneratedNever();
        proof.HasOne<Batch>().WithMany().HasForeignKey(x => x.BatchId);
    }
}
