using System.Security.Cryptography;
using System.Text;
using Channels.WeChatPay;

namespace Channels.Tests.WeChatPay;

public sealed class The_platform_certificates
{
    private readonly FixedTime clock = new(TimeProvider.System.GetUtcNow());
    private int downloads;

    private static string Serial => Vectors.Text("platformSerial");

    [Fact]
    public async Task Are_trusted_when_the_list_is_signed_by_one_of_them()
    {
        var keys = Keys(Vectors.Text("certificates.body"));
        Assert.NotNull(await keys.Find(Serial, default));
        Assert.NotNull(await keys.Find(Serial, default));
        Assert.Equal(1, downloads);
    }

    [Fact]
    public async Task Are_not_trusted_when_the_list_is_signed_by_somebody_else()
    {
        var keys = Keys(Vectors.Text("certificates.body"), signedFor: "another body");
        await Assert.ThrowsAsync<CryptographicException>(() => keys.Find(Serial, default).AsTask());
    }

    [Fact]
    public async Task Are_not_trusted_when_they_do_not_decrypt()
    {
        var keys = Keys(Vectors.Text("certificates.body"), apiV3Key: new string('x', 32));
        await Assert.ThrowsAsync<CryptographicException>(() => keys.Find(Serial, default).AsTask());
    }

    [Fact]
    public async Task Are_not_trusted_under_another_serial_than_their_own()
    {
        var keys = Keys(Vectors.Text("certificates.body").Replace(Serial, "00FF", StringComparison.Ordinal));
        await Assert.ThrowsAsync<CryptographicException>(() => keys.Find("00FF", default).AsTask());
    }

    [Fact]
    public async Task Are_asked_for_once_a_minute_however_many_forged_serials_come()
    {
        var keys = Keys(Vectors.Text("certificates.body"));
        for (var i = 0; i < 10; i++) Assert.Null(await keys.Find($"FF{i}", default));
        clock.Now += TimeSpan.FromMinutes(1);
        Assert.Null(await keys.Find("FF", default));
        Assert.Null(await keys.Find("PUB_KEY_ID_9", default));
        Assert.Equal(2, downloads);
    }

    private PlatformKeys Keys(string body, string? signedFor = null, string? apiV3Key = null) => new(
        [], apiV3Key ?? Vectors.Text("apiV3Key"),
        _ =>
        {
            downloads++;
            var signature = WeChatPayKit.Sign(signedFor ?? body).Split('|');
            var headers = new WeChatPayHeaders(signature[0], signature[1], signature[2], Serial);
            return Task.FromResult(new RawAnswer(200, headers, Encoding.UTF8.GetBytes(body), null));
        },
        clock);
}
