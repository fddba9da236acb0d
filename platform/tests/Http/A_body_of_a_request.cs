using Microsoft.AspNetCore.Http;
using Platform.Http;

namespace Platform.Tests.Http;

public sealed class A_body_of_a_request
{
    [Theory]
    [InlineData(0)]
    [InlineData(9999)]
    [InlineData(10_000)]
    public async Task Is_read_whole_up_to_the_limit(int bytes)
    {
        var body = Enumerable.Range(0, bytes).Select(i => (byte)i).ToArray();
        Assert.Equal(body, await Request(body, claims: null).ReadAtMost(10_000, default));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Is_none_beyond_it_whatever_it_claims_of_its_size(bool claimsLess) =>
        Assert.Null(await Request(new byte[10_001], claimsLess ? 10 : null).ReadAtMost(10_000, default));

    [Fact]
    public async Task Is_not_even_begun_when_it_claims_to_be_larger()
    {
        var request = Request([1, 2, 3], claims: 10_001);
        Assert.Null(await request.ReadAtMost(10_000, default));
        Assert.Equal(0, request.Body.Position);
    }

    private static HttpRequest Request(byte[] body, int? claims)
    {
        var request = new DefaultHttpContext().Request;
        (request.Body, request.ContentLength) = (new MemoryStream(body), claims);
        return request;
    }
}
