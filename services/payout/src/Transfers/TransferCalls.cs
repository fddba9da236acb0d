using Channels;
using Payout.Statements;
using Platform.Hosting;
using Platform.Persistence;

namespace Payout.Transfers;

/// <summary>The route and its rules, and how answers of the bank reach their rows.</summary>
internal sealed class TransferCalls(
    IPayoutRoute route, BankRules rules, PayoutOptions options, BankLedgers ledgers, TransferTimes times)
{
    private static readonly ChannelAnswer NoPayee = new ChannelAnswer.Refused(
        Refusal.SameNumberLater, "NO_PAYEE", "There is no payee data that could be read; nothing was sent.");

    public IPayoutRoute Route => route;
    public BankRules Rules => rules;
    public DateTimeOffset Now => times.Now;

    public DateTimeOffset LeaseEnd() => times.Real + options.SendLease;

    /// <summary>
    /// The answer is always stored on its send; it moves the transfer only if that send is the latest.
    /// </summary>
    public Task Record(Send send, ChannelAnswer answer) => Store(send, answer, (transfer, stored) =>
        transfer.Answered(stored.SendNo, answer, Now, rules));

    public Task RecordMissingPayee(Send send) =>
        Store(send, NoPayee, (transfer, stored) => transfer.PayeeMissing(stored.SendNo, Now));

    /// <summary>A question and its answer become evidence, and perhaps a certificate.</summary>
    public Task RecordQuestion(Guid payoutId, ChannelAnswer answer, DateTimeOffset asked) =>
        ledgers.Transactions.Run(async unit =>
        {
            await unit.Lock(default, LockKey.Of<Transfer>(payoutId));
            var transfer = unit.Db.FindLocked<Transfer>(payoutId)!;
            var (before, isSilent) = (transfer.Version, await ledgers.Silence.About(unit.Db, transfer, asked, default));
            var askNo = transfer.Asked(answer, asked, isSilent, rules);
            var (word, code, detail) = AnswerWords.Of(answer);
            unit.Db.Add(new Ask
            {
                PayoutId = payoutId, AskNo =
                    askNo, AskedAt = asked, Answer = word, Code = code, Detail = detail, IsSilent = isSilent,
            });
            await Tell(unit, transfer, before, answer, "query");
        }, default);

    private async Task Store(Send send, ChannelAnswer answer, Action<Transfer, Send> move)
    {
        CrashPoints.Reach("channel-answer.before");
        await Patiently(() => ledgers.Transactions.Run(async unit =>
        {
            await unit.Lock(
                default, LockKey.Where<Send>(x => x.PayoutId, send.PayoutId), LockKey.Of<Transfer>(send.PayoutId));
            var stored = unit.Db.Locked<Send>().Single(x => x.SendNo == send.SendNo);
            var transfer = unit.Db.FindLocked<Transfer>(send.PayoutId)!;
            if (!stored.TakeAnswer(answer, Now)) return;
            var before = transfer.Version;
            move(transfer, stored);
            await Tell(unit, transfer, before, answer, "answer");
        }, default));
        CrashPoints.Reach("channel-answer.after");
    }

    private async Task Tell(Unit<PayoutDb> unit, Transfer transfer, int before, ChannelAnswer answer, string source)
    {
        if (answer is ChannelAnswer.Done done)
            await ledgers.Book.Record(unit, [ledgers.Book.BookingOf(transfer, done)], source, default);
        else if (transfer.Version != before) unit.Publish(new TransferMoved(transfer.PayoutId, transfer.Version));
    }

    /// <summary>An answer is worth waiting for the database, as long as the lease of its send.</summary>
    private async Task Patiently(Func<Task> store)
    {
        for (var giveUpAt = times.Real + options.SendLease; ;)
        {
            try
            {
                await store();
                return;
            }
            catch (Exception e) when (DatabaseFaults.Classify(e) is not DatabaseFault.None && times.Real < giveUpAt)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }
        }
    }
}

/// <summary>Where answers are written.</summary>
internal sealed record BankLedgers(Transactions<PayoutDb> Transactions, BankBook Book, Silence Silence);

/// <summary>Business time, and the real time that leases run on.</summary>
internal sealed class TransferTimes(TimeProvider business, [FromKeyedServices("real")] TimeProvider real)
{
    public DateTimeOffset Now => business.GetUtcNow();
    public DateTimeOffset Real => real.GetUtcNow();
}
