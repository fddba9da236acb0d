using System.Globalization;

namespace Simulators.BestPay;

/// <summary>MAPI's two calls about refunds, and the day's file, which is in our own format.</summary>
internal static class RefundEndpoints
{
    private const string Receipts = "/mapi/uniformReceipt";
    private static readonly Topic Create = new("create", "outRequestNo", "outTradeNo");
    private static readonly Topic Query = new("query", "outTradeNo", "");

    public static void MapRefunds(this WebApplication app)
    {
        app.MapPost($"{Receipts}/tradeRefund", (HttpContext http, FrontDoor door, RefundLedger ledger) =>
            door.Handle(http, Create, (merchant, body) => RefundOrder.Read(body, out var wrong) is { } order
                ? ledger.Create(merchant, order)
                : Answer.Malformed(wrong)));

        app.MapPost($"{Receipts}/refundOrderQuery", (HttpContext http, FrontDoor door, RefundLedger ledger) =>
            door.Handle(http, Query, (merchant, body) => RefundOrder.Time((string?)body["tradeDate"]) is { } date
                ? ledger.Query(merchant, (string?)body["outTradeNo"] ?? "", date)
                : Answer.Malformed("tradeDate")));

        app.MapGet("/bestpay/files/{merchantNo}/{day}.csv", (
            string merchantNo, string day, MerchantBook merchants, RefundsFileWriter files) =>
            merchants.Find(merchantNo) is { } merchant
            && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var of)
            && files.Write(merchant, of) is { } file
                ? Results.Bytes(file, "text/csv; charset=utf-8")
                : Results.NotFound());
    }
}
