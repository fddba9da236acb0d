using System.Text;
using Gateway.Webhooks;

namespace Gateway.Tests.Webhooks;

public sealed class A_webhook_signature
{
    // The first vector's secret, id and body are those of the reference implementations; computed with Python's hmac.
    [Theory]
    [InlineData(
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}""",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData(
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "msg_0198c5f0000070008000000000000001", 1767225600,
        """{"type":"refund.succeeded","note":"退款"}""", "v1,/jxyS+7SitSB1wbGRyIJfRdYjxeiOndx5ahkDcoCAsg=")]
    public void Is_hmac_sha256_over_id_timestamp_and_body(
        string secret, string id, long timestamp, string body, string signature) => Assert.Equal(
        signature,
        WebhookSignature.Of(id, timestamp, Encoding.UTF8.GetBytes(body), [Convert.FromBase64String(secret)]));

    [Fact]
    public void Is_given_once_per_secret_while_a_rotation_overlaps()
    {
        byte[] present = [1, 2, 3], former = [4, 5, 6];

        string Signed(params byte[][] secrets) => WebhookSignature.Of("msg_1", 7, "{}"u8, secrets);

        Assert.Equal($"{Signed(present)} {Signed(former)}", Signed(present, former));
    }

    [Fact]
    public void Is_made_with_a_secret_of_32_random_bytes_that_is_shown_with_its_prefix()
    {
        var secret = WebhookSecret.Make();

        Assert.Equal(32, secret.Length);
        Assert.NotEqual(secret, WebhookSecret.Make());
        Assert.Equal("whsec_" + Convert.ToBase64String(secret), WebhookSecret.Show(secret));
    }

    [Fact]
    public void Names_an_id_without_a_dot() =>
        Assert.DoesNotContain('.', WebhookDelivery.MessageId(Guid.CreateVersion7()));
}
