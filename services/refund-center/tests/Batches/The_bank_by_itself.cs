using System.Net.Http.Json;
using System.Security.Cryptography;
using Contracts.Executions;
using Contracts.Payouts;
using Microsoft.AspNetCore.Builder;
using Platform.Testing;
using RefundCenter.Batches;
using RefundCenter.Legs;
using Simulators;

namespace RefundCenter.Tests.Batches;

/// <summary>From the order to the end over HTTP: the running service, a person who carries files, the simulated bank.</summary>
public sealed class The_bank_by_itself : IAsyncLifetime
{
    private const string Merchant = "104310000001";
    private FileDesk desk = null!;
    private WebApplication bank = null!;

    public async Task InitializeAsync()
    {
        desk = await FileDesk.Open();
        bank = SimulatorApp.Build(
            "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=Warning", $"--Clock:OffsetFile={desk.Service.ClockFile}");
        await bank.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await bank.DisposeAsync();
        await desk.DisposeAsync();
    }

    [Fact]
    public async Task Takes_the_workbook_works_on_it_next_working_day_and_answers_line_by_line()
    {
        var (paid, closed, unknown) = (desk.Order(880), desk.Order(120), desk.Order(5_000));
        foreach (var order in (ExecuteRefund[])[paid, closed])
            await Say("payments", new
            {
                mchid = Merchant, transactionId = order.Payment.ChannelPaymentNo, outTradeNo = order.Payment.ChannelPaymentNo,
                total = 10_000_000, coupon = 0,
            });
        await Say("misfortunes", new { kind = "account-abnormal", refundNo = ChannelNo.For(closed.RefundId, 1) });
        var batch = await desk.BatchOf(await desk.Ready(paid, closed, unknown));

        await Upload(await desk.Fetch(batch.Id));
        (await desk.HandOver(batch.Id)).EnsureSuccessStatusCode();
        await desk.Service.Advance(TimeSpan.FromDays(4));
        var answer = await FileDesk.Json(await desk.Bring(batch.Id, await Result(batch.No)));
        // In a batch they stand as their legs were opened: three orders at once have no order of their own.
        List<JsonElement> lines =
        [
            .. ((ExecuteRefund[])[paid, closed, unknown]).Select(order => answer.GetProperty("lines").EnumerateArray()
                .Single(line => line.GetProperty("refund_id").GetGuid() == order.RefundId)),
        ];

        Assert.Equal(
            ["succeeded", "dying", "dying"],
            lines.Select(x => x.GetProperty("after").GetString()));
        Assert.Equal(["ACCOUNT_CLOSED", "ORDER_UNKNOWN"], lines.Skip(1)
            .Select(x => x.GetProperty("result").GetProperty("fail_code").GetString()));
        var fact = await desk.Service.Bus.Published<RefundExecuted>(
            x => x.RefundId == paid.RefundId && x.Outcome == ExecutionOutcome.Succeeded);
        Assert.Equal(paid.Amount, fact.Moved.ByChannel);
        await desk.ConfirmRefusals(batch.Id, lines.Skip(1).ToDictionary(
            x => x.GetProperty("line_no").GetInt32(),
            x => x.GetProperty("result").GetProperty("fail_code").GetString()!));
        foreach (var order in (ExecuteRefund[])[closed, unknown])
            await desk.Service.Bus.Published<MakePayout>(x => x.RefundId == order.RefundId);
        Assert.Equal(BatchState.Answered, (await desk.TheBatch(3)).State);
    }

    private HttpClient Site() => new() { BaseAddress = new Uri(bank.Urls.First()) };

    private async Task Upload(byte[] workbook)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/bank-portal/{Merchant}/batches")
        {
            Content = new ByteArrayContent(workbook),
        };
        request.Headers.Add("X-Content-SHA256", Convert.ToHexStringLower(SHA256.HashData(workbook)));
        using var site = Site();
        using var answer = await site.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<byte[]> Result(string no)
    {
        byte[]? file = null;
        using var site = Site();
        await Eventually.True(async () =>
        {
            using var answer = await site.GetAsync(new Uri($"/bank-portal/{Merchant}/batches/{no}/result", UriKind.Relative));
            if (answer.IsSuccessStatusCode) file = await answer.Content.ReadAsByteArrayAsync();
            return file is not null;
        }, "the bank has worked on it");
        return file!;
    }

    private async Task Say<T>(string what, T order)
    {
        using var site = Site();
        using var answer = await site.PostAsJsonAsync($"/sim/bank-portal/{what}", (T[])[order]);
        answer.EnsureSuccessStatusCode();
    }
}
