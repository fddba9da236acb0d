using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Channels.BestPay;
using Channels.Tests.Conformance;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.BestPay;

public sealed class An_answer_of_BestPay : IAsyncLifetime
{
    private ScriptedServer server = null!;

    public async Task InitializeAsync() => server = await ScriptedServer.Start();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Theory]
    //          operation   success  code or state       what it means
    [InlineData("create", false, "REFUND_ALREADY", "Unknown")]                      // perhaps this very number
    [InlineData("create", false, "API100001", "Refused Configuration")]
    [InlineData("create", false, "API500009", "Refused Configuration")]
    [InlineData("create", false, "AMOUNT_EXCEEDED", "Refused Final")]               // the contract's
    [InlineData("create", false, "BALANCE_NOT_ENOUGH", "Refused Funds")]
    [InlineData("create", false, "NO_RIGHT", "Refused Configuration")]
    [InlineData("create", false, "BUSY", "Refused SameNumberLater")]
    [InlineData("create", false, "REFUND_NOT_EXIST", "Unknown")]
    [InlineData("create", false, "UNHEARD_OF", "Unknown")]
    [InlineData("create", false, null, "Unknown")]
    [InlineData("create", true, "SUCCESS", "Accepted")]                             // S26
    [InlineData("create", true, "ACCEPT", "Accepted")]
    [InlineData("create", true, "ACCEPTED", "Accepted")]
    [InlineData("create", true, "ACCEPT_REFUSED", "Unknown")]                       // begins alike, and nobody documented it
    [InlineData("create", true, "FAIL", "FailedProvisional")]
    [InlineData("create", true, "CLOSE", "Unknown")]
    [InlineData("ask", true, "SUCCESS", "Done")]
    [InlineData("ask", true, "ACCEPT", "Accepted")]
    [InlineData("ask", true, "FAIL", "FailedProvisional")]                          // S29–S32
    [InlineData("ask", true, "NOTPAY", "Unknown")]
    [InlineData("ask", true, "CLOSE", "Unknown")]
    [InlineData("ask", true, "success", "Unknown")]
    [InlineData("ask", false, "REFUND_NOT_EXIST", "NeverSeen")]
    [InlineData("ask", false, "AMOUNT_EXCEEDED", "Unknown")]                        // a refused question
    [InlineData("ask", false, "API100001", "Unknown")]
    [InlineData("ask", false, "BUSY", "Unknown")]
    [InlineData("ask", false, "REFUND_ALREADY", "Unknown")]
    [InlineData("ask", false, "UNHEARD_OF", "Unknown")]
    public async Task Is_read_by_one_table(string operation, bool success, string? word, string expected)
    {
        var answer = success ? BestPayKit.Success(BestPayKit.Refund(word!)) : BestPayKit.Error(word);
        Assert.Equal(expected, Name(await Say(BestPayKit.Signed(answer), operation == "ask")));
    }

    [Fact]
    public async Task Names_the_refund_and_when_it_ended()
    {
        var done = Assert.IsType<ChannelAnswer.Done>(await Say(Success()));
        Assert.Equal(("2023111500000001", Destination.Payer), (done.No, done.Destination));
        Assert.Equal(BestPayKit.At("2023-11-15T06:15:02"), done.At);
    }

    [Theory]
    //          seconds since the number's time
    [InlineData(60, "NeverSeen"), InlineData(86_400, "NeverSeen")]
    [InlineData(86_401, "Unknown"), InlineData(400_000, "Unknown")]
    public async Task Not_found_says_nothing_outside_the_days_that_the_query_looks_at(int seconds, string expected)
    {
        var now = BestPayKit.Order.NumberedAt.AddSeconds(seconds);
        Assert.Equal(expected, Name(await Say(BestPayKit.Signed(BestPayKit.Error("REFUND_NOT_EXIST")), ask: true, now)));
    }

    [Theory]
    [InlineData("Either", "SHA256", true), InlineData("Either", "SHA1", true)]
    [InlineData("Sha256", "SHA256", true), InlineData("Sha256", "SHA1", false)]
    [InlineData("Sha1", "SHA1", true), InlineData("Sha1", "SHA256", false)]
    public async Task Counts_by_the_hash_that_is_agreed(string setting, string signedWith, bool counts)
    {
        var body = BestPayKit.Signed(
            BestPayKit.Success(BestPayKit.Refund("SUCCESS")), new HashAlgorithmName(signedWith));
        Assert.Equal(counts ? "Done" : "Unknown", Name(await Say(body, hash: setting)));
    }

    [Fact]
    public void Is_signed_over_its_sorted_members_as_they_came()
    {
        using var answer = JsonDocument.Parse(
            """{"success":true,"result":{"b":"x\/中","a":null,"c":1.50},"errorCode":null,"sign":"AAAA","errorMsg":"好"}""");
        Assert.Equal(
            """errorCode=null&errorMsg=好&result={"a":null,"b":"x\/中","c":1.50}&success=true""",
            SignedText.Of(answer.RootElement));
    }

    [Fact]
    public async Task Does_not_count_when_a_value_could_hide_a_member()
    {
        var text = Encoding.UTF8.GetString(BestPayKit.Signed(new JsonObject
        {
            ["errorCode"] = "REFUND_NOT_EXIST", ["errorMsg"] = "m", ["success"] = false,
        }));
        var folded = text.Replace(
            "\"errorCode\":\"REFUND_NOT_EXIST\",\"errorMsg\":\"m\"", "\"errorCode\":\"REFUND_NOT_EXIST&errorMsg=m\"",
            StringComparison.Ordinal);
        Assert.NotEqual(text, folded);
        Assert.Equal("NeverSeen", Name(await Say(Encoding.UTF8.GetBytes(text))));
        Assert.Contains(
            "signature", Assert.IsType<ChannelAnswer.Unknown>(await Say(Encoding.UTF8.GetBytes(folded))).Reason,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("merchantNo", "3178000000000002"), InlineData("tradeNo", "1"), InlineData("outRequestNo", null)]
    [InlineData("refundAmt", null)]
    public async Task Is_a_mismatch_when_it_names_something_else(string member, string? value)
    {
        var body = BestPayKit.Signed(BestPayKit.Success(BestPayKit.Refund("SUCCESS", (member, value))));
        var order = BestPayKit.Order with { ChannelNo = "2023111500000001" };
        Assert.True(Assert.IsType<ChannelAnswer.Unknown>(await Say(body, order: order)).IsMismatch);
    }

    [Fact]
    public async Task May_repeat_the_number_that_was_asked_for_in_the_place_of_the_payment() =>
        Assert.Equal("Done", Name(await Say(BestPayKit.Signed(
            BestPayKit.Success(BestPayKit.Refund("SUCCESS", ("outTradeNo", BestPayKit.Order.No)))))));

    [Fact]
    public async Task Is_unknown_without_a_result_or_a_number()
    {
        Assert.Equal("Unknown", Name(await Say(BestPayKit.Signed(BestPayKit.Success(null)))));
        Assert.Equal("Unknown", Name(await Say(BestPayKit.Signed(
            BestPayKit.Success(BestPayKit.Refund("SUCCESS", ("tradeNo", null)))))));
    }

    [Fact]
    public async Task Is_throttled_when_any_gateway_says_429() =>
        Assert.Equal("Throttled", Name(await Say(null)));

    private static byte[] Success() => BestPayKit.Signed(BestPayKit.Success(BestPayKit.Refund("SUCCESS")));

    /// <summary>A null body is HTTP 429.</summary>
    private async Task<ChannelAnswer> Say(
        byte[]? body, bool ask = true, DateTimeOffset? now = null, string hash = "Either", ChannelRefund? order = null)
    {
        server.Script = http => BestPayKit.Answer(http, body ?? [], body is null ? 429 : 200);
        var settings = BestPayKit.Settings(server.Address);
        settings["AnswerHash"] = hash;
        await using var services = BestPayKit.Services(settings, now);
        var (channel, refund) = (services.GetRequiredService<IRefundChannel>(), order ?? BestPayKit.Order);
        return ask
            ? await channel.Ask(refund, default)
            : await channel.Send(refund, channel.Compose(refund), default);
    }

    private static string Name(ChannelAnswer answer) =>
        answer is ChannelAnswer.Refused refused ? $"Refused {refused.Kind}" : answer.GetType().Name;
}
