using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Contracts.Payouts;
using Simulators.BankTransfer;

namespace Payout.Tests.Queues;

public sealed class The_queues(PayoutWorld world) : IClassFixture<PayoutWorld>
{
    [Fact]
    public async Task Show_who_waits_for_whom_and_since_when()
    {
        var wanting = PayoutWorld.NewOrder();
        await world.Service.Publish(wanting);
        await world.Told(wanting, PayoutStatus.PayeeDataWanted);
        var unknown = await world.Order(BankFateKind.LostBefore);
        await world.Told(unknown, PayoutStatus.Sent);
        await world.Answered(unknown);

        using var answer = await world.Call(HttpMethod.Get, "/internal/queues", "gateway");
        var queues = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        var wanted = Assert.Single(queues["payee_data_wanted"]!.AsArray())!;
        Assert.Equal(wanting.No, (string?)wanted["no"]);
        var lost = Assert.Single(queues["unknown_at_bank"]!.AsArray())!;
        Assert.Equal(
            (unknown.No, "at_bank", 1), ((string?)lost["no"], (string?)lost["phase"], (int)lost["sends"]!));
        Assert.NotNull(lost["next_action_at"]);
        Assert.True((long)lost["age_seconds"]! >= 0);
        Assert.Empty(queues["unmatched_lines"]!.AsArray());
    }

    [Fact]
    public async Task Are_for_the_platforms_own_services_only()
    {
        using var answer = await new HttpClient().GetAsync(new Uri(world.Service.Address, "/internal/queues"));
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
