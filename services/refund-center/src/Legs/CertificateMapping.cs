using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RefundCenter.Stored;

namespace RefundCenter.Legs;

internal sealed class CertificateMapping : IEntityTypeConfiguration<DeathCertificate>
{
    public void Configure(EntityTypeBuilder<DeathCertificate> certificate)
    {
        certificate.ToTable("certificates");
        certificate.HasKey(x => new { x.RefundId, x.Ordinal });
        certificate.Property(x => x.Ordinal).ValueGeneratedNever();
        certificate.Property(x => x.Evidence).StoredAsJson();
    }
}
