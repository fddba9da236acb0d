using Channels.WeChatPay;

namespace Channels.Tests.WeChatPay;

public sealed class A_signature_of_WeChatPay
{
    private static readonly WeChatPayHeaders Headers = new(
        Vectors.Text("response.timestamp"), Vectors.Text("response.nonce"), Vectors.Text("response.signature"),
        Vectors.Text("response.serial"));

    private readonly FixedTime clock = new(Vectors.Time);

    [Fact]
    public async Task Counts_by_the_platform_certificate() =>
        Assert.Equal(SignatureVerdict.Valid, await Verify(Headers));

    [Fact]
    public async Task Counts_by_the_fixed_public_key() =>
        Assert.Equal(SignatureVerdict.Valid, await Verify(Headers with { Serial = WeChatPayKit.PublicKeyId }));

    [Theory]
    [InlineData(-299, SignatureVerdict.Valid), InlineData(299, SignatureVerdict.Valid)]
    [InlineData(-300, SignatureVerdict.Stale), InlineData(300, SignatureVerdict.Stale)]
    public async Task Counts_within_five_minutes(int secondsAway, SignatureVerdict expected)
    {
        clock.Now = Vectors.Time.AddSeconds(secondsAway);
        Assert.Equal(expected, await Verify(Headers));
    }

    [Fact]
    public async Task Does_not_count_when_it_is_a_probe() => Assert.Equal(
        SignatureVerdict.Probe,
        await Verify(Headers with { Signature = $"WECHATPAY/SIGNTEST/{Headers.Signature}" }));

    [Fact]
    public async Task Does_not_count_without_one_of_its_headers()
    {
        WeChatPayHeaders[] incomplete =
        [
            Headers with { Timestamp = null }, Headers with { Nonce = null }, Headers with { Signature = null },
            Headers with { Serial = null }, Headers with { Timestamp = "1.7e9" },
        ];
        foreach (var headers in incomplete) Assert.Equal(SignatureVerdict.Incomplete, await Verify(headers));
    }

    [Fact]
    public async Task Does_not_count_by_an_unknown_key() =>
        Assert.Equal(SignatureVerdict.UnknownKey, await Verify(Headers with { Serial = "PUB_KEY_ID_2" }));

    [Fact]
    public async Task Does_not_count_for_other_bytes()
    {
        Assert.Equal(SignatureVerdict.Wrong, await Verify(Headers, Vectors.Text("response.body") + " "));
        Assert.Equal(SignatureVerdict.Wrong, await Verify(Headers with { Nonce = "other" }));
        Assert.Equal(SignatureVerdict.Wrong, await Verify(Headers with { Signature = "no base64!" }));
    }

    [Fact]
    public async Task Does_not_count_by_a_certificate_out_of_its_time()
    {
        var expired = new PlatformKey(
            Headers.Serial!, RsaKey.FromPublic(Vectors.Key("platformCertificate")), Until: Vectors.Time);
        var keys = new PlatformKeys([expired], "", download: null, clock);
        Assert.Equal(
            SignatureVerdict.UnknownKey,
            await new WeChatPayVerifier(keys, clock).Verify(Headers, Vectors.Bytes("response.body"), default));
    }

    private ValueTask<SignatureVerdict> Verify(WeChatPayHeaders headers, string? body = null)
    {
        var keys = new PlatformKeys(
            [
                new PlatformKey(Headers.Serial!, RsaKey.FromPublic(Vectors.Key("platformCertificate"))),
                new PlatformKey(WeChatPayKit.PublicKeyId, RsaKey.FromPublic(Vectors.Key("platformPublicKey"))),
            ],
            Vectors.Text("apiV3Key"), download: null, clock);
        return new WeChatPayVerifier(keys, clock).Verify(
            headers, System.Text.Encoding.UTF8.GetBytes(body ?? Vectors.Text("response.body")), default);
    }
}
