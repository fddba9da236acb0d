using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Channels.UnionPay;
using Microsoft.Extensions.Options;

namespace Channels.Tests.UnionPay;

public sealed class A_signature_of_UnionPay
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Counts_as_recorded()
    {
        var fields = new Dictionary<string, string>(Vectors.Fields("response.params"))
        {
            ["signature"] = Vectors.Text("response.signature"),
        };
        var message = Read(fields);
        Assert.Equal(Vectors.Text("response.stringToVerify"), message.ToSign());
        Assert.Equal(Vectors.Text("response.sha256Hex"), Encoding.ASCII.GetString(message.Digest()));
        Assert.Equal(SignatureVerdict.Valid, Verifier().Verify(message));
    }

    [Theory]
    [InlineData("txnAmt", "881"), InlineData("respCode", "01"), InlineData("more", "1")]
    public void Does_not_count_for_other_fields(string name, string value)
    {
        var fields = UnionPayKit.Sign(UnionPayKit.Created());
        fields[name] = value;
        Assert.Equal(SignatureVerdict.Wrong, Verifier().Verify(Read(fields)));
    }

    [Theory]
    [InlineData("signature", ""), InlineData("signPubKeyCert", ""), InlineData("version", "5.0.0")]
    [InlineData("signMethod", "11")]
    public void Does_not_count_without_what_it_needs(string name, string value)
    {
        var fields = UnionPayKit.Sign(UnionPayKit.Created());
        fields[name] = value;
        Assert.Equal(SignatureVerdict.Incomplete, Verifier().Verify(Read(fields)));
    }

    [Fact]
    public void Does_not_count_by_a_certificate_of_somebody_else()
    {
        var fields = UnionPayKit.Created();
        fields["signPubKeyCert"] = Vectors.Key("merchantCertificate");
        Assert.Equal(
            SignatureVerdict.UntrustedCertificate,
            Verifier().Verify(Read(UnionPayKit.Sign(fields, "merchantPrivateKeyPkcs8Base64"))));
    }

    [Theory, InlineData("no certificate"), InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public void Does_not_count_by_something_that_is_no_certificate(string certificate)
    {
        var fields = UnionPayKit.Created();
        fields["signPubKeyCert"] = certificate;
        Assert.Equal(
            SignatureVerdict.UntrustedCertificate, Verifier().Verify(Read(UnionPayKit.Sign(fields))));
    }

    [Fact]
    public void Does_not_count_under_another_name() => Assert.Equal(
        SignatureVerdict.UntrustedCertificate,
        Verifier(name: "中国银联股份有限公司").Verify(Read(UnionPayKit.Sign(UnionPayKit.Created()))));

    [Fact]
    public void Does_not_count_by_a_certificate_out_of_its_time() => Assert.Equal(
        SignatureVerdict.UntrustedCertificate,
        Verifier(now: new DateTimeOffset(2019, 12, 31, 0, 0, 0, TimeSpan.Zero))
            .Verify(Read(UnionPayKit.Sign(UnionPayKit.Created()))));

    [Theory]
    [InlineData("CN=041@中国银联股份有限公司@N31@Z1, O=CFCA", true, true)]
    [InlineData("CN=041@中国银联股份有限公司@N31@Z1, O=CFCA", false, false)]         // the middle one is not known
    [InlineData("CN=041@不是中国银联股份有限公司@N31@Z1, O=CFCA", true, false)]
    [InlineData("CN=somebody, OU=中国银联股份有限公司", true, false)]
    public void Leads_over_the_middle_to_the_root(string subject, bool knowsMiddle, bool counts)
    {
        using var root = new Issuer("CN=root", null);
        using var middle = new Issuer("CN=middle", root);
        using var leaf = new Issuer(subject, middle);
        var trust = new CertificateTrust(
            [root.Pem], knowsMiddle ? [middle.Pem] : [], "中国银联股份有限公司", new WeChatPay.FixedTime(Now));
        Assert.Equal(counts, trust.Find(leaf.Pem) is not null);
        Assert.Equal(counts, trust.Find(leaf.Pem) is not null);          // remembered or not
    }

    private static UnionPayVerifier Verifier(string name = "test-platform", DateTimeOffset? now = null) => new(
        Options.Create(new UnionPayOptions
        {
            TrustedRoots = [Vectors.Key("platformCertificate")], TrustedName = name,
        }),
        new WeChatPay.FixedTime(now ?? Now));

    private static Message Read(Dictionary<string, string> fields) =>
        Message.TryParseAnswer(Encoding.UTF8.GetBytes(UnionPayKit.Text(fields)), out var message)
            ? message
            : throw new ArgumentException("no message");

    private sealed class Issuer : IDisposable
    {
        private readonly RSA key = RSA.Create(2048);
        private readonly X509Certificate2 certificate;

        public Issuer(string subject, Issuer? by)
        {
            var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            var (from, until) = (Now.AddYears(-1), Now.AddYears(1));
            if (by is null)
            {
                certificate = request.CreateSelfSigned(from, until);
                return;
            }
            using var signed = request.Create(by.certificate, from, until, [1, 2, 3, (byte)subject.Length]);
            certificate = signed.CopyWithPrivateKey(key);
        }

        public string Pem => certificate.ExportCertificatePem();

        public void Dispose()
        {
            certificate.Dispose();
            key.Dispose();
        }
    }
}
