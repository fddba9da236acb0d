using System.Collections.Concurrent;
using Benchmarks.Refunds;
using Stand.Day;
using Stand.Processes;

namespace Benchmarks.Misfortune;

/// <summary>
/// Merchants that ask for refunds as fast as the platform hands them on, and a tenth of the time ask twice: under the same
/// key as a repeated call, or under another one as a program that forgot.
/// </summary>
internal sealed class Throng(Bazaar bazaar, Plan plan)
{
    private const int AtOnce = 48;
    private const int Lot = 250, LotsPerLine = 20;
    private const int WaitingAtMost = 500;
    private const int Part = 5;                                   // of the payment: a fifth

    private readonly ConcurrentBag<Guid> accepted = [];
    private readonly ConcurrentBag<string> strange = [];

    /// <summary>Refunds that were answered 202 or 200.</summary>
    public IReadOnlyCollection<Guid> Accepted => accepted;

    /// <summary>Answers that no merchant may get here: a refusal, or two refunds for one number.</summary>
    public IReadOnlyCollection<string> Strange => strange;

    /// <summary>First one part of each payment, then the second: no channel is asked for two parts of one at once.</summary>
    public async Task AskAll(IReadOnlyList<SamplePayment> payments, CancellationToken ct)
    {
        var chance = plan.Chance(3);
        var wishes = Enumerable.Range(0, plan.Refunds).Select(n => (Payment: payments[n % payments.Count], No: n, Repeat: chance.Next(20)));
        foreach (var (lot, wished) in wishes.Chunk(Lot).Index())
        {
            await Progress.Within(Timeout.InfiniteTimeSpan, async () => await Waiting() <= WaitingAtMost, ct);
            await Parallel.ForEachAsync(
                wished, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
                async (wish, _) => await Ask(wish.Payment, $"R{wish.No:D6}", wish.Repeat));
            if ((lot + 1) % LotsPerLine == 0)
                Console.WriteLine($"  {TimeProvider.System.GetLocalNow():HH:mm:ss}  {accepted.Count} refunds are asked for");
        }
    }

    private async Task Ask(SamplePayment payment, string no, int repeat)
    {
        var merchant = bazaar.MerchantOf(payment);
        var asked = new List<Task<ApiAnswer>> { merchant.AskRefund(no, payment.No, payment.Paid / Part) };
        if (repeat == 0) asked.Add(merchant.AskRefund(no, payment.No, payment.Paid / Part));
        if (repeat == 1) asked.Add(merchant.AskRefund(no, payment.No, payment.Paid / Part, $"again-{no}"));
        var answers = await Task.WhenAll(asked);
        foreach (var answer in answers.Where(a => !a.IsAccepted)) strange.Add($"{no} of {payment.No} was answered {answer}");
        var ids = answers.Where(a => a.IsAccepted).Select(a => a.Id).Distinct().ToList();
        if (ids.Count > 1) strange.Add($"{no} of {payment.No} is {ids.Count} refunds: {string.Join(", ", ids)}");
        foreach (var id in ids) accepted.Add(id);
    }

    /// <summary>The gateway would keep any number; nobody asks for more than a few seconds' work ahead.</summary>
    private async Task<long> Waiting() =>
        (await bazaar.Ask(ServiceDefinition.Gateway, "SELECT count(*) FROM refunds WHERE hand_on = 'Due'"))[0].Number(0);
}
