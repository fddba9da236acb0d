using System.Globalization;
using System.Text.Json.Nodes;

namespace Simulators.BestPay;

/// <summary>The business members of a create call.</summary>
internal sealed record RefundOrder(
    string No, string PaymentNo, long Amount, DateTimeOffset PaidAt, DateTimeOffset RequestedAt, string? NotifyUrl)
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    /// <summary>Null with the name of the first member that the channel would refuse.</summary>
    public static RefundOrder? Read(JsonObject body, out string wrong)
    {
        string Text(string member) => (string?)body[member] ?? "";
        wrong =
            Text("outRequestNo") is not { Length: > 0 and <= 30 } ? "outRequestNo"
            : Text("ccy") != "156" ? "ccy"
            : Text("accessCode") != "CASHIER" ? "accessCode"
            : Text("operator").Length == 0 ? "operator"
            : Text("tradeChannel").Length == 0 ? "tradeChannel"
            : Text("requestDate") != Text("tradeDate") ? "tradeDate"
            : "";
        if (wrong.Length > 0) return null;
        if (!long.TryParse(Text("refundAmt"), NumberStyles.None, CultureInfo.InvariantCulture, out var amount)
            || amount == 0) wrong = "refundAmt";
        else if (Time(Text("originalTradeDate")) is not { } paidAt) wrong = "originalTradeDate";
        else if (Time(Text("requestDate")) is not { } requestedAt) wrong = "requestDate";
        else return new(Text("outRequestNo"), Text("outTradeNo"), amount, paidAt, requestedAt, (string?)body["notifyUrl"]);
        return null;
    }

    /// <summary>A time of the channel; null for what is written in any other way.</summary>
    public static DateTimeOffset? Time(string? text) =>
        DateTime.TryParseExact(
            text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? new DateTimeOffset(time, Beijing)
            : null;
}
