namespace Simulators.UnionPay;

/// <summary>The gateway under its own paths, and the file host under one of ours: there it is the root of a host.</summary>
internal static class GatewayEndpoints
{
    public static void MapGateway(this WebApplication app)
    {
        app.MapPost("/gateway/api/backTransReq.do", (HttpContext http, FrontDoor door, RefundLedger ledger) =>
            door.Handle(http, "create", (merchant, request) => request["txnType"] == "04"
                ? ledger.Create(merchant, request)
                : Fields.Answer(request, "32", "无此交易权限")));

        app.MapPost("/gateway/api/queryTrans.do", (HttpContext http, FrontDoor door, RefundLedger ledger) =>
            door.Handle(http, "query", (merchant, request) => request["txnType"] == "00"
                ? ledger.Query(merchant, request)
                : Fields.Answer(request, "10", "报文格式错误[txnType]")));

        app.MapPost("/unionpay/files", (HttpContext http, FrontDoor door, DayFiles files) =>
            door.Handle(http, (merchant, request) => request["txnType"] == "76"
                ? files.Answer(merchant, request)
                : Fields.Answer(request, "10", "报文格式错误[txnType]")));
    }
}
