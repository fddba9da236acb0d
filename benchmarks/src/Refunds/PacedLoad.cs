using System.Diagnostics;
using Stand.Day;

namespace Benchmarks.Refunds;

/// <summary>One refund that was asked for.</summary>
/// <param name="Id">Its id; empty when the gateway refused it.</param>
/// <param name="At">When the request began.</param>
/// <param name="AnsweredAt">When its answer was there.</param>
/// <param name="Refusal">What was answered instead of 202; null when it was taken.</param>
internal sealed record AskedRefund(Guid Id, DateTimeOffset At, DateTimeOffset AnsweredAt, string? Refusal);

/// <summary>
/// Asks for refunds at an even rate without waiting for answers: a platform that does not keep up is seen to fall behind, not spared.
/// </summary>
internal sealed class PacedLoad(Bazaar bazaar, Load load)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    /// <summary>Whole refunds of the payments in turn, for the warm-up and the measured time; calls back between the two.</summary>
    /// <returns>All of them, once each is answered.</returns>
    public async Task<IReadOnlyList<AskedRefund>> Run(IReadOnlyList<SamplePayment> payments, Action measureFromNow, CancellationToken ct)
    {
        var asked = new List<Task<AskedRefund>>(load.Refunds);
        var (watch, isMeasured) = (Stopwatch.StartNew(), false);
        using var timer = new PeriodicTimer(Tick);
        while (asked.Count < load.Refunds && await timer.WaitForNextTickAsync(ct))
        {
            if (!isMeasured && watch.Elapsed >= Load.WarmUp)
            {
                isMeasured = true;
                measureFromNow();
            }
            var due = Math.Min(load.Refunds, load.DueAfter(watch.Elapsed));
            while (asked.Count < due) asked.Add(Ask(payments[asked.Count]));
        }
        return await Task.WhenAll(asked);
    }

    private async Task<AskedRefund> Ask(SamplePayment payment)
    {
        var at = TimeProvider.System.GetUtcNow();
        var answer = await bazaar.MerchantOf(payment).AskRefund("R" + payment.No, payment.No, payment.Paid);
        return answer.IsAccepted
            ? new AskedRefund(answer.Id, at, TimeProvider.System.GetUtcNow(), null)
            : new AskedRefund(Guid.Empty, at, TimeProvider.System.GetUtcNow(), answer.ToString());
    }
}
