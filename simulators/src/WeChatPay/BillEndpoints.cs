using System.Globalization;

namespace Simulators.WeChatPay;

/// <summary>The bill API: two kinds of link, one download.</summary>
internal static class BillEndpoints
{
    public static void MapBills(this WebApplication app)
    {
        app.MapGet("/v3/bill/tradebill", (HttpContext http, FrontDoor door, BillDesk desk) =>
            door.Handle(http, merchant => http.Request.Query["bill_type"].ToString() is "" or "ALL"
                ? Link(http, merchant, desk, TradeBillWriter.Write)
                : Answer.Malformed("bill_type")));

        app.MapGet("/v3/bill/fundflowbill", (HttpContext http, FrontDoor door, BillDesk desk) =>
            door.Handle(http, merchant => http.Request.Query["account_type"].ToString() is "" or "BASIC"
                ? Link(http, merchant, desk, FundFlowBillWriter.Write)
                : Answer.Malformed("account_type")));

        app.MapGet("/v3/billdownload/file", async (HttpContext http, string token, FrontDoor door, BillDesk desk) =>
        {
            if (await door.Admit(http) is not { } merchant) return;
            if (desk.Open(merchant, token) is not { } file)
            {
                await door.Write(http, Answer.Error(400, "INVALID_REQUEST", "下载链接已失效"));
                return;
            }
            http.Response.ContentType = "application/octet-stream";
            http.Response.ContentLength = file.Length;
            await http.Response.Body.WriteAsync(file, http.RequestAborted);
        });
    }

    private static Answer Link(
        HttpContext http, Merchant merchant, BillDesk desk, Func<Merchant, DateOnly, byte[]?> write)
    {
        var query = http.Request.Query;
        if (!DateOnly.TryParseExact(
            query["bill_date"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return Answer.Malformed("bill_date");
        var host = new Uri($"{http.Request.Scheme}://{http.Request.Host}");
        return desk.Link(host, merchant, day, new BillDesk.Order(write, Gzip: query["tar_type"] == "GZIP"));
    }
}
