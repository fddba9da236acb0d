using System.Net;
using System.Text;
using Contracts;

namespace Channels.Tests.Conformance;

/// <summary>
/// What every payout route must do, whatever its protocol. A route inherits this, says how it is built over a line, and
/// how its bank would word three answers.
/// </summary>
public abstract class PayoutRouteConformance
{
    protected static readonly TransferOrder Order =
        new("R0123456789ABCDEFGHI", new Money(8_80, "CNY"), "0197-token", new DateOnly(2023, 11, 15), "T1 <&> more");

    protected static readonly Payee Payee = new("张三 & <Sons>", "6222020200000000001", "102100099996");

    /// <summary>
    /// A route whose calls all go through <paramref name="line"/>, with a time limit of at most a second.
    /// </summary>
    protected abstract IPayoutRoute RouteOver(HttpMessageHandler line);

    /// <summary>The bank took the order over.</summary>
    protected abstract HttpResponseMessage SaysAccepted();

    /// <summary>The bank has a transfer with this number already.</summary>
    protected abstract HttpResponseMessage SaysDuplicate();

    /// <summary>A refusal with a code that is in nobody's table.</summary>
    protected abstract HttpResponseMessage RefusesForAReasonNobodyKnows();

    [Fact]
    public void Composes_the_same_bytes_for_the_same_order()
    {
        var route = RouteOver(new Line(SaysAccepted));
        Assert.Equal(route.Compose(Order).Body, route.Compose(Order with { }).Body);
        Assert.NotEqual(route.Compose(Order).Body, route.Compose(Order with { Amount = new Money(8_81, "CNY") }).Body);
    }

    [Fact]
    public async Task Composes_the_token_and_sends_the_payee_in_its_place()
    {
        var line = new Line(SaysAccepted);
        var route = RouteOver(line);
        var composed = route.Compose(Order);
        Assert.Contains(Order.PayeeToken, Encoding.UTF8.GetString(composed.Body));

        Assert.IsType<ChannelAnswer.Accepted>(await route.Send(Order, composed, Payee, default));
        var call = Assert.Single(line.Calls);
        Assert.Contains(Payee.Account, call.Body);
        Assert.DoesNotContain(Order.PayeeToken, call.Body);
        Assert.DoesNotContain(Payee.Account, call.AddressAndHeaders);
        Assert.DoesNotContain(Payee.Account, Encoding.UTF8.GetString(composed.Body));
    }

    [Fact]
    public async Task Reads_a_broken_line_as_unknown() =>
        await Both(_ => throw new HttpRequestException("the line broke"));

    [Fact]
    public async Task Reads_silence_as_unknown() => await Both(async ct =>
    {
        await Task.Delay(Timeout.Infinite, ct);
        return SaysAccepted();
    });

    [Fact]
    public async Task Reads_a_server_error_as_unknown() =>
        await Both(_ => Task.FromResult(With(SaysAccepted(), HttpStatusCode.InternalServerError)));

    [Fact]
    public async Task Reads_garbage_as_unknown() =>
        await Both(_ => Task.FromResult(
            new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<html>busy</html>") }));

    [Fact]
    public async Task Reads_a_changed_answer_as_unknown() => await Both(async ct =>
    {
        var answer = SaysAccepted();
        var body = await answer.Content.ReadAsByteArrayAsync(ct);
        body[^2] ^= 1;
        answer.Content = new ByteArrayContent(body);
        return answer;
    });

    [Fact]
    public async Task Reads_a_code_that_nobody_knows_as_unknown() =>
        await Both(_ => Task.FromResult(RefusesForAReasonNobodyKnows()));

    [Fact]
    public async Task Reads_a_duplicate_as_unknown_because_the_first_one_may_have_been_paid() =>
        await Both(_ => Task.FromResult(SaysDuplicate()));

    [Fact]
    public async Task Throws_nothing_when_its_caller_gives_up()
    {
        using var given = new CancellationTokenSource();
        await given.CancelAsync();
        var route = RouteOver(new Line(SaysAccepted));
        Assert.IsType<ChannelAnswer.Unknown>(await route.Send(Order, route.Compose(Order), Payee, given.Token));
        Assert.IsType<ChannelAnswer.Unknown>(await route.Ask(Order, given.Token));
    }

    [Fact]
    public async Task Keeps_its_place_when_reports_cannot_be_read()
    {
        var reports = await RouteOver(
            new Line(_ => throw new HttpRequestException("the line broke"))).Reports("41", default);
        Assert.Empty(reports.Items);
        Assert.Equal("41", reports.Next);
        Assert.NotNull(reports.Trouble);
    }

    [Fact]
    public async Task Trusts_no_statement_that_it_cannot_read() =>
        Assert.IsType<StatementAnswer.Broken>(
            await RouteOver(new Line(SaysAccepted)).Statement(Order.ExecutionDate, default));

    private async Task Both(Func<CancellationToken, Task<HttpResponseMessage>> answer)
    {
        var route = RouteOver(new Line(answer));
        Assert.IsType<ChannelAnswer.Unknown>(await route.Send(Order, route.Compose(Order), Payee, default));
        Assert.IsType<ChannelAnswer.Unknown>(await route.Ask(Order, default));
    }

    private static HttpResponseMessage With(HttpResponseMessage answer, HttpStatusCode status)
    {
        answer.StatusCode = status;
        return answer;
    }
}
