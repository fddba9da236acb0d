using Channels.WeChatPay;
using Platform.Hosting;
using Reconciliation;

var builder = PlatformHost.CreateBuilder(args, "reconciliation");
builder.AddOptions<ReconciliationOptions>("Reconciliation");
builder.Services.AddWeChatPay(builder.Configuration.GetSection("WeChatPay"));
builder.AddPlatform<ReconciliationDb>(p => p.AddReconciliation());
var app = builder.Build();
app.MapReconciliation();
return await app.RunPlatformAsync(args);
