using System.Net;
using Gateway.Signing;

namespace Gateway.Tests.Signing;

[Collection(nameof(OverHttp))]
public sealed class A_request_whose_sender_is_doubtful(GatewayFixture gateway)
{
    private sealed class Shifted(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }

    [Fact]
    public async Task Is_refused_without_key_or_signature()
    {
        var merchant = await gateway.OpenMerchant();
        await IsRefused(merchant, "authentication_missing", change: _ => { }, sign: false);
        await IsRefused(merchant, "authentication_missing", request => request.Headers.Remove("Signature"));
        await IsRefused(merchant, "authentication_missing", request => request.Headers.Authorization = null);
    }

    [Fact]
    public async Task Is_refused_with_a_key_that_is_not_right()
    {
        var merchant = await gateway.OpenMerchant();
        await IsRefused(
            merchant, "api_key_invalid", request => request.Headers.Authorization = new("Bearer", "rk_unknown.secret"));
        await IsRefused(merchant, "api_key_invalid", request => request.Headers.Authorization = new(
            "Bearer", merchant.ApiKey[..^1] + "x"));
        var other = await gateway.OpenMerchant();
        await IsRefused(
            merchant, "signature_malformed", request => request.Headers.Authorization = new("Bearer", other.ApiKey));
    }

    [Fact]
    public async Task Is_refused_when_anything_signed_was_changed()
    {
        var merchant = await gateway.OpenMerchant();
        await IsRefused(merchant, "digest_mismatch", request => request.Content = TestMerchant.Json(
            """{"merchant_refund_no":"other"}"""));
        await IsRefused(merchant, "signature_invalid", request => Replace(request, "Idempotency-Key", "other"));
        await IsRefused(merchant, "signature_invalid", request => request.RequestUri = new Uri(
            request.RequestUri!, "/v1/refunds?x=1"));
        await IsRefused(merchant, "signature_invalid", request => Replace(
            request, "Signature", $"sig1=:{Convert.ToBase64String(new byte[32])}:"));
        await IsRefused(merchant, "signature_invalid", request => Replace(request, "Signature", "sig1=:short:"));
        await IsRefused(merchant, "signature_invalid", request =>
            Replace(request, "Signature-Input", Header(request, "Signature-Input").Replace(
                ";created=1", ";created=01", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Is_refused_when_the_signature_leaves_something_out()
    {
        var merchant = await gateway.OpenMerchant();
        foreach (var component in new[] { "@method", "@target-uri", "content-digest", "idempotency-key" })
            await IsRefused(merchant, "signature_malformed", request =>
                Replace(request, "Signature-Input", Header(request, "Signature-Input").Replace(
                    $"\"{component}\"", "", StringComparison.Ordinal).Replace(
                        "  ", " ", StringComparison.Ordinal).Replace(
                            "( ", "(", StringComparison.Ordinal).Replace(" )", ")", StringComparison.Ordinal)));
        await IsRefused(merchant, "signature_malformed", request =>
            Replace(request, "Signature-Input", Header(request, "Signature-Input").Replace(
                "hmac-sha256", "none", StringComparison.Ordinal)));
        await IsRefused(
            merchant, "signature_malformed", request =>
        {
            request.Content = TestMerchant.Json("{}");
            request.Headers.Remove("Content-Digest");
        });
    }

    [Theory]
    [InlineData(-310)]
    [InlineData(310)]
    public async Task Is_refused_when_it_was_signed_at_another_time(int seconds)
    {
        var merchant = await gateway.OpenMerchant();
        var secret = gateway.Secret(merchant);
        var signer = new RequestSigner(merchant.ApiKey, secret, new Shifted(TimeSpan.FromSeconds(seconds)));
        var request = merchant.Request(
            HttpMethod.Post, "/v1/refunds", TestMerchant.RefundBody(await merchant.Payment(), 1_00));
        await signer.Sign(request);
        var answer = await merchant.Send(request, sign: false);
        Assert.Equal((HttpStatusCode.Unauthorized, "signature_expired"), (answer.Status, answer.Text("code")));
        Assert.Equal(0, await gateway.Rows(merchant.Id));
    }

    [Fact]
    public async Task Is_refused_when_its_nonce_was_used()
    {
        var merchant = await gateway.OpenMerchant();
        var headers = merchant.Signer.Headers(
            "GET", new Uri(gateway.Harness.Address, "/v1/refunds").AbsoluteUri, null, []);
        TestAnswer[] answers = [await Send(), await Send()];
        Assert.Equal(HttpStatusCode.OK, answers[0].Status);
        Assert.Equal((HttpStatusCode.Unauthorized, "nonce_replayed"), (answers[1].Status, answers[1].Text("code")));

        Task<TestAnswer> Send()
        {
            var request = merchant.Request(HttpMethod.Get, "/v1/refunds");
            request.Headers.Authorization = new("Bearer", merchant.ApiKey);
            foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
            return merchant.Send(request, sign: false);
        }
    }

    [Fact]
    public async Task Is_refused_as_administrator_without_the_key()
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, "/admin/merchants") { Content = TestMerchant.Json("{}") };
        request.Headers.Authorization = new("Bearer", "wrong");
        using var response = await gateway.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private async Task IsRefused(
        TestMerchant merchant, string code, Action<HttpRequestMessage> change, bool sign = true)
    {
        var request = merchant.Request(
            HttpMethod.Post, "/v1/refunds", TestMerchant.RefundBody(await merchant.Payment(), 1_00));
        if (sign) await merchant.Signer.Sign(request);
        change(request);
        var answer = await merchant.Send(request, sign: false);
        Assert.Equal((HttpStatusCode.Unauthorized, code), (answer.Status, answer.Text("code")));
        Assert.Equal(0, await gateway.Rows(merchant.Id));
    }

    private static string Header(HttpRequestMessage request, string name) =>
        string.Join(", ", request.Headers.GetValues(name));

    private static void Replace(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }
}

public sealed class The_signature_of_a_request
{
    /// <summary>RFC 9421 §2.5: lines in the order of the list, the parameters last, no line break after them.</summary>
    [Fact]
    public void Stands_over_the_lines_of_the_standard()
    {
        var bytes = SignatureBase.Bytes(
            [new("@method", "POST"), new("@target-uri", "https://api.example.com/v1/refunds?x=1")],
            """("@method" "@target-uri");created=1618884473;keyid="k" """.TrimEnd());
        Assert.Equal(
            "\"@method\": POST\n\"@target-uri\": https://api.example.com/v1/refunds?x=1\n"
            + "\"@signature-params\": (\"@method\" \"@target-uri\");created=1618884473;keyid=\"k\"",
            System.Text.Encoding.UTF8.GetString(bytes));
    }

    /// <summary>RFC 9530, appendix B: the digest of <c>{"hello": "world"}</c> and a line feed.</summary>
    [Fact]
    public void Covers_the_digest_of_the_standard() =>
        Assert.Equal("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:", SignatureBase.Digest(
            "{\"hello\": \"world\"}\n"u8));

    [Theory]
    [InlineData("sig1=(\"@method\");created=1;nonce=\"n\";keyid=\"k\"", true)]
    [InlineData("sig1=(\"@method\" \"@method\");created=1;nonce=\"n\";keyid=\"k\"", false)]
    [InlineData("sig1=(\"@method\"  \"date\");created=1;nonce=\"n\";keyid=\"k\"", false)]
    [InlineData("sig1=(\"@method\");created=1;created=2;nonce=\"n\";keyid=\"k\"", false)]
    [InlineData("sig1=(\"@method\");created=-1;nonce=\"n\";keyid=\"k\"", false)]
    [InlineData("sig1=(\"@method\");created=1;keyid=\"k\"", false)]
    [InlineData("sig1=(\"@method\");created=1;nonce=\"\";keyid=\"k\"", false)]
    [InlineData("sig1=(\"@method\");created=1;nonce=\"n\"", false)]
    [InlineData("sig1=(\"@method\";sf);created=1;nonce=\"n\";keyid=\"k\"", false)]
    [InlineData("a=(\"@method\");created=1;nonce=\"n\";keyid=\"k\", b=(\"@method\");created=1;nonce=\"n\";keyid=\"k\"", false)]
    [InlineData("", false)]
    [InlineData("=(", false)]
    [InlineData(")(=", false)]
    public void Is_read_strictly(string header, bool good) =>
        Assert.Equal(good, SignatureInput.Parse(header) is not null);

    [Fact]
    public void Never_makes_the_reader_throw_whatever_stands_there()
    {
        var random = new Random(7);
        const string Alphabet = "sig1=()\"@methodcreatednoncekeyid;:,= \\0129-";
        for (var i = 0; i < 200_000; i++)
        {
            var text = new string(
                [.. Enumerable.Range(0, random.Next(40)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            SignatureInput.Parse(text);
        }
    }
}
