using Accounting.Accounts;
using Accounting.Journals;
using Accounting.Shortages;
using Contracts;
using Contracts.Accounting;

namespace Accounting.Holds;

/// <summary>
/// The money frozen for one attempt of a refund (S100). Key: refund and attempt; kept for ever, so that a repeated
/// command finds its answer.
/// </summary>
public sealed class Hold
{
    private Hold()
    {
    }

    public Guid RefundId { get; private init; }

    public int Attempt { get; private init; }

    public Guid MerchantId { get; private init; }

    /// <summary>
    /// What was asked for: an upper bound of what is open. Zero when it was cancelled before it was asked for.
    /// </summary>
    public Money Amount { get; private set; }

    public HoldState State { get; private set; }

    /// <summary>Still frozen, of what came from the pending pocket; minor units.</summary>
    public long OpenPendingMinor { get; private set; }

    /// <summary>Still frozen, of what came from the cash pocket; minor units.</summary>
    public long OpenCashMinor { get; private set; }

    /// <summary>What is still frozen, by the pocket it came from.</summary>
    public PocketAmounts Open
    {
        get => new(OpenPendingMinor, OpenCashMinor);
        private set => (OpenPendingMinor, OpenCashMinor) = (value.Pending, value.Cash);
    }

    private JournalSource Source => new(RefundId, Attempt);

    private Parties Parties => new(MerchantId, null, Amount.Currency);

    /// <exception cref="ArgumentException">The amount is negative, or the attempt is not counted from 1.</exception>
    public static Hold Asked(HoldFunds m) => new(m.RefundId, m.Attempt, m.MerchantId, m.Amount);

    /// <summary>For a cancellation that overtook its hold: what it leaves refuses the hold when it comes.</summary>
    public static Hold Asked(CancelHold m) => new(m.RefundId, m.Attempt, m.MerchantId, Money.Zero(m.Currency));

    private Hold(Guid refundId, int attempt, Guid merchantId, Money amount)
    {
        if (attempt < 1) throw new ArgumentException($"Attempt {attempt}: attempts count from 1.", nameof(attempt));
        if (amount.Minor < 0) throw new ArgumentException($"{amount} cannot be held.", nameof(amount));
        (RefundId, Attempt, MerchantId, Amount) = (refundId, attempt, merchantId, amount);
    }

    /// <summary>
    /// The command again. A number stands for one amount of one merchant; only while nothing is held under it may
    /// another amount be asked for, by a clearing that was started from an older copy and has priced it anew.
    /// </summary>
    /// <exception cref="HoldConflictException">It asks for something else than is, or was, held.</exception>
    public void AskedAgain(HoldFunds m)
    {
        if (State is HoldState.Cancelled || (MerchantId, Amount) == (m.MerchantId, m.Amount)) return;
        if (State is not HoldState.Short || m.MerchantId != MerchantId || m.Amount.Currency != Amount.Currency)
            throw new HoldConflictException(this, m);
        Amount = Asked(m).Amount;
    }

    /// <summary>
    /// Freezes all of the amount, or nothing and notes the shortage. Only when it was not decided before, or was short.
    /// </summary>
    /// <returns>What is missing; zero when it is held now.</returns>
    public Money Take(Ledger ledger, IReadOnlyList<PocketLimit> pockets)
    {
        if (State is not (HoldState.Asked or HoldState.Short))
            throw new InvalidOperationException($"Hold {RefundId}/{Attempt} is {State}.");

        var (taken, missing) = Waterfall.Take(Amount, pockets, ledger.Available(Parties));
        if (missing > 0)
        {
            ledger.NoteShortage(new Shortage(RefundId, Attempt, MerchantId, Amount.Currency, missing));
            State = HoldState.Short;
            return Amount with { Minor = missing };
        }
        ledger.Post(
            JournalTemplates.FundsHeld, Source, Parties, new Amounts { Pending = taken.Pending, Cash = taken.Cash });
        if (State is HoldState.Short) ledger.ForgetShortage(RefundId, Attempt);
        (State, Open) = (HoldState.Held, taken);
        return Amount with { Minor = 0 };
    }

    /// <summary>Takes up to this much out of the frozen money, what came from the pending pocket first.</summary>
    /// <returns>What was taken; the caller books it.</returns>
    public PocketAmounts Use(long atMostMinor)
    {
        var pending = Math.Clamp(atMostMinor, 0, OpenPendingMinor);
        var used = new PocketAmounts(pending, Math.Clamp(atMostMinor - pending, 0, OpenCashMinor));
        Open -= used;
        return used;
    }

    /// <summary>The attempt ended: what is left goes back.</summary>
    /// <param name="ledger">Where it is booked.</param>
    /// <param name="paid">Whether the refund took place.</param>
    public void Close(Ledger ledger, bool paid)
    {
        if (State is not (HoldState.Held or HoldState.Short)) return;
        GiveBack(ledger, JournalTemplates.HoldReleased);
        State = paid ? HoldState.Settled : HoldState.Released;
    }

    /// <summary>Gives back what is frozen, leaves the queue, and refuses what may come later.</summary>
    public void Cancel(Ledger ledger)
    {
        if (State is not (HoldState.Asked or HoldState.Held or HoldState.Short)) return;
        GiveBack(ledger, JournalTemplates.HoldCancelled);
        State = HoldState.Cancelled;
    }

    private void GiveBack(Ledger ledger, JournalTemplate template)
    {
        if (State is HoldState.Short) ledger.ForgetShortage(RefundId, Attempt);
        ledger.Post(template, Source, Parties, new Amounts { Pending = OpenPendingMinor, Cash = OpenCashMinor });
        Open = default;
    }
}
