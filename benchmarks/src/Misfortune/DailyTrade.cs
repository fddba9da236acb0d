using Benchmarks.Refunds;
using Stand.Day;
using Stand.Processes;

namespace Benchmarks.Misfortune;

/// <summary>
/// A channel has no file of a day without business, and a file that is not there proves nothing by its silence: so
/// UnionPay's merchant numbers, whose lost refunds only files can end, go on selling and refunding on the days after.
/// </summary>
internal sealed class DailyTrade(Bazaar bazaar)
{
    private const int RefundsPerNumber = 4;                       // one of them is lost now and then
    private const long Paid = 10_000;

    /// <summary>A gateway that has just come back reads the clock a moment later than we, and takes nothing from the future.</summary>
    private const int SoldDaysAgo = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<Guid> accepted = [];

    /// <summary>Refunds that were answered 202.</summary>
    public IReadOnlyCollection<Guid> Accepted => accepted;

    /// <summary>One day's business; most of it is done when this returns.</summary>
    public async Task Of(int day, CancellationToken ct)
    {
        var numbers = ChannelKeys.MerchantNumbers["unionpay"];
        var payments = Enumerable.Range(0, numbers.Count * RefundsPerNumber).Select(i => new SamplePayment(
            bazaar.Names[i % bazaar.Names.Count], $"D{day:D2}{i:D2}", Paid, Paid * 6 / 1000, "card", numbers[i % numbers.Count],
            $"732611220000{900_000_000 + (day * 1000) + i}", SoldDaysAgo, PayeeIsKnown: true, "unionpay")).ToList();
        await bazaar.Capture(payments, ct);
        var done = await Ended() + (payments.Count * 3 / 4);
        foreach (var payment in payments)
            if (await bazaar.MerchantOf(payment).AskRefund("R" + payment.No, payment.No, payment.Paid / 2) is { IsAccepted: true } answer)
                accepted.Add(answer.Id);
        await Progress.Within(Patience, async () => await Ended() >= done, ct);
    }

    private async Task<long> Ended() => (await bazaar.Ask(ServiceDefinition.Gateway, """
        SELECT count(*) FROM refunds WHERE merchant_refund_no LIKE 'RD%' AND state = 'Succeeded'
        """))[0].Number(0);
}
