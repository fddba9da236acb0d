using System.Text;
using Channels.UnionPay;

namespace Channels.Tests.UnionPay;

public sealed class A_message_of_UnionPay
{
    [Fact]
    public void Is_divided_at_its_first_equals_sign_and_outside_braces()
    {
        var message = Answer("a=1==&b={c=2&d={e=3&f=4}}&g=x\r\ny&h=&i=7");
        Assert.Equal(("1==", "{c=2&d={e=3&f=4}}", "x\r\ny"), (message["a"], message["b"], message["g"]));
        Assert.Equal((null, null, "7"), (message["h"], message["z"], message["i"]));
        Assert.Equal("a=1==&b={c=2&d={e=3&f=4}}&g=x\r\ny&i=7", message.ToSign());
    }

    [Theory]
    [InlineData(""), InlineData("a"), InlineData("a=1&"), InlineData("=1"), InlineData("a=1&a=1"), InlineData("a=1&&b=2")]
    public void Is_garbage_when_it_is_no_list_of_fields(string text) =>
        Assert.False(Message.TryParseAnswer(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Is_garbage_when_it_is_no_UTF8() =>
        Assert.False(Message.TryParseAnswer(Encoding.Latin1.GetBytes("a=\u00e9t\u00e9&b=1"), out _));

    [Fact]
    public void Swallows_what_follows_a_brace_that_is_never_closed()
    {
        var message = Answer("a={1&signature=x");
        Assert.Null(message["signature"]);
    }

    [Fact]
    public void Is_the_same_after_its_way_through_a_form()
    {
        var message = Message.Of(("words", "成功 100%+1&2=3"), ("empty", ""), ("a", "1"));
        Assert.True(Message.TryParseForm(message.ToForm(), out var read));
        Assert.Equal(message.ToSign(), read.ToSign());
        Assert.Equal("a=1&words=成功 100%+1&2=3", read.ToSign());
    }

    private static Message Answer(string text) =>
        Message.TryParseAnswer(Encoding.UTF8.GetBytes(text), out var message)
            ? message
            : throw new ArgumentException("no message");
}
