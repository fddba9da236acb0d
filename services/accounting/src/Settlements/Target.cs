using Accounting.Accounts;
using Accounting.Holds;
using Accounting.Journals;
using Contracts;
using Contracts.Accounting;
using Contracts.Executions;

namespace Accounting.Settlements;

/// <summary>
/// Moves the books of one refund to where the execution stands: posts the difference between what is booked and what
/// the order says. A fact is never refused for lack of money: held money first, then the pockets above their floors,
/// then the merchant's debt; what exceeds the refund's amount is our loss. What is paid more is booked before what is
/// paid less, so that a refund that only changed its payer (a channel's success contradicted, a transfer made instead)
/// leaves the merchant's pockets alone.
/// </summary>
public sealed class Target
{
    private readonly Ledger ledger;
    private readonly RefundBook book;
    private readonly IReadOnlyList<Hold> holds;
    private readonly SettleHold order;
    private readonly Parties parties;
    private readonly JournalSource source;

    private Target(Ledger ledger, RefundBook book, IReadOnlyList<Hold> holds, SettleHold order)
    {
        (this.ledger, this.book, this.order) = (ledger, book, order);
        this.holds = [.. holds.OrderBy(h => h.Attempt)];
        parties = new Parties(order.MerchantId, order.Channel, order.Amount.Currency);
        source = new JournalSource(order.RefundId, order.OrderNo);
    }

    /// <summary>Carries out the order, unless it or a later one was carried out before.</summary>
    /// <param name="ledger">With the accounts of merchant, channel, bank and platform.</param>
    /// <param name="book">The refund's row.</param>
    /// <param name="holds">The refund's holds of all attempts.</param>
    /// <param name="order">The target.</param>
    /// <param name="now">For the row.</param>
    /// <exception cref="ArgumentException">The order names impossible amounts.</exception>
    /// <exception cref="InvalidOperationException">It is about another merchant, channel or currency.</exception>
    public static void Reach(
        Ledger ledger, RefundBook book, IReadOnlyList<Hold> holds, SettleHold order, DateTimeOffset now)
    {
        var target = Moved.Of(order);
        if (order.OrderNo <= book.OrderNo) return;
        var run = new Target(ledger, book, holds, order);
        book.MustBelongTo(run.parties);

        run.Reprice();
        run.PayMore(target);
        run.PayLess(target);
        if (order.Outcome is not ExecutionOutcome.InProgress) run.CloseHolds();
        book.CarriedOut(order, now);
        ledger.CarriedOut(run.source);
    }

    private void Reprice()
    {
        var change = Advance(book.Moved);
        if (change == default) return;
        if (change.Cost >= 0)
        {
            var drawn = Draw(change.Cost, Waterfall.PendingFirst);
            Post(JournalTemplates.Repriced, drawn with { Loss = change.Loss });
        }
        else
        {
            var back = GiveBack(-change.Cost);
            Post(JournalTemplates.Repriced, new Amounts
            {
                Pending = -back.Pending, Cash = -back.Cash, Debt = -back.Debt, Loss = change.Loss,
            });
        }
    }

    private void PayMore(Moved target)
    {
        if (target.ByChannel > book.ByChannelMinor)
            Pay(book.Moved with { ByChannel = target.ByChannel },
                JournalTemplates.SettledByChannel, JournalTemplates.LateByChannel, JournalTemplates.ExcessByChannel);
        if (target.ByPayout > book.ByPayoutMinor)
            Pay(book.Moved with { ByPayout = target.ByPayout },
                JournalTemplates.SettledByPayout, JournalTemplates.LateByPayout, JournalTemplates.ExcessByPayout);
        if (target.ToOwnAccount - book.ToOwnAccountMinor is var moved and > 0)
            MoveToOwnAccount(JournalTemplates.ViaOwnAccount, moved, target.ToOwnAccount);
        if (target.Returned < book.ReturnedMinor) TakeReturnBack(book.Moved with { Returned = target.Returned });
    }

    private void PayLess(Moved target)
    {
        if (target.Returned > book.ReturnedMinor) Return(book.Moved with { Returned = target.Returned });
        if (target.ToOwnAccount - book.ToOwnAccountMinor is var moved and < 0)
            MoveToOwnAccount(JournalTemplates.OwnAccountContradicted, -moved, target.ToOwnAccount);
        if (target.ByChannel < book.ByChannelMinor)
            Contradict(book.Moved with { ByChannel = target.ByChannel }, JournalTemplates.ChannelContradicted);
        if (target.ByPayout < book.ByPayoutMinor)
            Contradict(book.Moved with { ByPayout = target.ByPayout }, JournalTemplates.PayoutContradicted);
    }

    private void Pay(Moved moved, JournalTemplate settled, JournalTemplate late, JournalTemplate excess)
    {
        var change = Advance(moved);
        var drawn = Draw(change.Cost, Waterfall.PendingFirst);
        // The fee goes with the held money; only where none was held does it go with what was taken late.
        var feeIsLate = drawn.Held == 0 && change.Cost > 0;
        Post(settled, new Amounts { Held = drawn.Held, Fee = feeIsLate ? 0 : change.Fee });
        Post(late, drawn with { Held = 0, Fee = feeIsLate ? change.Fee : 0 });
        Post(excess, new Amounts { Loss = change.Loss });
    }

    private void MoveToOwnAccount(JournalTemplate template, long moved, long nowThere)
    {
        Advance(book.Moved with { ToOwnAccount = nowThere });
        Post(template, new Amounts { Moved = moved });
    }

    /// <summary>To the cash pocket, whatever it was taken from (S162).</summary>
    private void Return(Moved moved)
    {
        var change = Advance(moved);
        book.Bear(new PocketAmounts(0, change.Cost), 0);
        Post(
            moved.Returned == moved.ByPayout ? JournalTemplates.PayoutReturned : JournalTemplates.PayoutReturnedShort,
            new Amounts { Cash = -change.Cost, Fee = -change.Fee, Loss = -change.Loss });
    }

    private void TakeReturnBack(Moved moved)
    {
        var change = Advance(moved);
        var drawn = Draw(change.Cost, Waterfall.CashFirst);
        Post(JournalTemplates.ReturnContradicted, drawn with { Fee = change.Fee, Loss = change.Loss });
    }

    private void Contradict(Moved moved, JournalTemplate template)
    {
        var change = Advance(moved);
        Post(template, GiveBack(-change.Cost) with { Fee = -change.Fee, Loss = -change.Loss });
    }

    private void CloseHolds()
    {
        foreach (var hold in holds.Where(h => h.Attempt <= order.Attempt))
            hold.Close(ledger, paid: order.Outcome is ExecutionOutcome.Succeeded or ExecutionOutcome.Returned);
    }

    /// <summary>Notes these movements in the book and tells what they change for whom.</summary>
    private Shares Advance(Moved moved)
    {
        var change = Shares.Of(moved.AtPayer, order.Amount.Minor, order.FeeGivenBack.Minor) - book.Shares;
        book.Move(moved, change);
        return change;
    }

    /// <summary>Takes the merchant's cost: held money, pockets above their floors, debt.</summary>
    private Amounts Draw(long costMinor, IReadOnlyList<PocketLimit> pockets)
    {
        var held = default(PocketAmounts);
        foreach (var hold in holds) held += hold.Use(costMinor - held.Total);
        var rest = new Money(costMinor - held.Total, parties.Currency);
        var (taken, debt) = Waterfall.Take(rest, pockets, ledger.Available(parties));
        book.Bear(held + taken, debt);
        return new Amounts { Held = held.Total, Pending = taken.Pending, Cash = taken.Cash, Debt = debt };
    }

    /// <summary>Gives cost back to where it came from, last taken first: debt, cash, pending.</summary>
    private Amounts GiveBack(long costMinor)
    {
        var debt = Math.Clamp(costMinor, 0, book.CostDebtMinor);
        var cash = Math.Clamp(costMinor - debt, 0, Math.Max(0, book.CostCashMinor));
        var back = new Amounts { Pending = costMinor - debt - cash, Cash = cash, Debt = debt };
        book.Bear(new PocketAmounts(-back.Pending, -back.Cash), -back.Debt);
        return back;
    }

    private void Post(JournalTemplate template, Amounts amounts) => ledger.Post(template, source, parties, amounts);
}
