using Contracts.Executions;
using Gateway.Refunds;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Refunds;

public sealed class HistoryTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task Changes_of_one_transaction_are_written_together_whatever_each_of_them_lacks()
    {
        var now = DateTimeOffset.UnixEpoch.AddYears(57);
        var merchant = Guid.CreateVersion7();
        RefundChange[] changes =
        [
            new() { RefundId = Guid.CreateVersion7(), MerchantId = merchant, Version = 2, Attempt = 1, State = MerchantState.Accepted, At = now },
            new()
            {
                RefundId = Guid.CreateVersion7(), MerchantId = merchant, Version = 3, Attempt = 1, State = MerchantState.Succeeded,
                Outcome = ExecutionOutcome.Succeeded, Destination = "payer", Source = "channel", ChannelTime = now.AddSeconds(-1), At = now,
            },
        ];
        await gateway.Harness.Run(unit =>
        {
            foreach (var change in changes) unit.Services.GetRequiredService<ToldChanges>().Note(change);
            return Task.CompletedTask;
        });
        await using var db = gateway.Harness.Database.Open();
        var kept = db.Set<RefundChange>().Where(c => c.MerchantId == merchant).OrderBy(c => c.Version).ToList();
        Assert.Equal([null, changes[1].ChannelTime], kept.Select(c => c.ChannelTime));
        Assert.Equal([null, "channel"], kept.Select(c => c.Source));
    }
}
