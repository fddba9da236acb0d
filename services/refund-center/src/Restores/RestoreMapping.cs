using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RefundCenter.Restores;

internal sealed class RestoreMapping : IEntityTypeConfiguration<RepeatRequest>
{
    public void Configure(EntityTypeBuilder<RepeatRequest> request)
    {
        request.ToTable("repeat_requests");
        request.HasKey(x => x.Id);
        request.Property(x => x.Id).ValueGeneratedNever();
    }
}
