using System.Collections.Concurrent;
using Simulators.Clock;
using Simulators.Misfortunes;
using Simulators.Truth;

namespace Simulators.BankPortal;

/// <summary>
/// The bank's inside: workbooks taken, and worked on when the next working day begins; what moves is in the truth log
/// before any result says so.
/// </summary>
internal sealed class PortalBook(
    PortalSettings settings, World world, [FromKeyedServices(PortalSetup.Name)] MisfortuneBook misfortunes)
{
    private readonly ConcurrentDictionary<string, PortalMerchant> merchants = [];
    private int bankNos;

    public DateTimeOffset Now => world.Now;

    public PortalMerchant Of(string merchant) => merchants.GetOrAdd(merchant, no => new PortalMerchant(no));

    public PortalMerchant? Find(string merchant) => merchants.GetValueOrDefault(merchant);

    /// <summary>False when its number was taken before; the first one counts.</summary>
    public bool Take(PortalMerchant merchant, PortalBatch batch)
    {
        lock (merchant.Gate)
            if (!merchant.Batches.TryAdd(batch.No, batch)) return false;
        world.Due.At(NextWork(world.Now), _ =>
        {
            lock (merchant.Gate)
            {
                foreach (var line in batch.Lines) Work(merchant, line);
                batch.IsDone = true;
            }
            return Task.CompletedTask;
        });
        return true;
    }

    private DateTimeOffset NextWork(DateTimeOffset after)
    {
        var day = after.Day().AddDays(1);
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) day = day.AddDays(1);
        return day.Start().AddHours(settings.WorksFromHour);
    }

    private void Work(PortalMerchant merchant, PortalLine line)
    {
        line.BankDate = world.Now.Day().ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
        var fate = misfortunes.OfRefund(line.RefundNo, line.PaymentNo, use: true);
        if (Refusal(merchant, line, fate) is { } refusal)
        {
            (line.Status, line.FailCode, line.FailReason) = ("F", refusal.Code, refusal.Reason);
            return;
        }
        merchant.Payments[line.PaymentNo].Refunded += line.Minor;
        merchant.Available -= line.Minor;
        if (fate.Has(MisfortuneKind.LateSuccess))
        {
            (line.Status, line.FailCode, line.FailReason) = ("F", "BANK_BUSY", "系统繁忙");
            world.Due.At(NextWork(world.Now), _ =>
            {
                lock (merchant.Gate) Move(merchant, line, fate);
                return Task.CompletedTask;
            });
            return;
        }
        (line.BankNo, line.Status) = (Move(merchant, line, fate), "S");
        if (fate.Has(MisfortuneKind.Twice)) Move(merchant, line, fate);
    }

    private static (string Code, string Reason)? Refusal(PortalMerchant merchant, PortalLine line, Fate fate)
    {
        if (!merchant.RefundNos.Add(line.RefundNo)) return ("REFUND_NO_USED", "退款单号重复");
        if (!merchant.Payments.TryGetValue(line.PaymentNo, out var payment)) return ("ORDER_UNKNOWN", "原订单不存在");
        if (line.Minor > payment.Total - payment.Refunded) return ("OVER_AMOUNT", "超过可退金额");
        if (fate.Has(MisfortuneKind.AccountAbnormal)) return ("ACCOUNT_CLOSED", "账户已销户");
        if (fate.Has(MisfortuneKind.Closed)) return ("WINDOW_CLOSED", "超过退款期限");
        return fate.Has(MisfortuneKind.NotEnough) || line.Minor > merchant.Available
            ? ("INSUFFICIENT_FUNDS", "商户余额不足")
            : null;
    }

    private string Move(PortalMerchant merchant, PortalLine line, Fate fate)
    {
        var (bankNo, now) = ($"CB{Interlocked.Increment(ref bankNos):D14}", world.Now);
        world.Truth.Append(new TruthLine(
            PortalSetup.Name, "refund", merchant.No, line.RefundNo, line.PaymentNo, bankNo, line.Minor, "CNY", "payer",
            now, now.Day()));
        merchant.Movements.Add(new PortalMovement(
            bankNo, line.RefundNo, line.PaymentNo, line.Minor, now,
            line.Minor + (fate.Has(MisfortuneKind.WrongAmountInBill) ? 1 : 0), !fate.Has(MisfortuneKind.MissingInBill)));
        return bankNo;
    }
}
