namespace Channels.Tests;

public sealed class A_limited_stream
{
    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    public async Task Gives_all_that_is_within_the_limit(int bytes)
    {
        using var content = new MemoryStream(new byte[bytes]);
        Assert.Equal(bytes, (await LimitedStream.ReadAll(content, 100_000, default)).Length);
    }

    [Fact]
    public async Task Calls_invalid_what_goes_on_beyond_it()
    {
        using var content = new MemoryStream(new byte[100_001]);
        await Assert.ThrowsAsync<InvalidDataException>(() => LimitedStream.ReadAll(content, 100_000, default));
        content.Position = 0;
        await using var limited = new LimitedStream(content, 100_000);
        Assert.Throws<InvalidDataException>(() => limited.CopyTo(Stream.Null));
    }
}
