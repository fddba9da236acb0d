using Platform.Hosting;
using RefundCenter;

var builder = PlatformHost.CreateBuilder(args, RefundCenterParts.Name);
builder.AddOptions<RefundCenterOptions>("RefundCenter");
builder.AddPlatform<RefundCenterDb>(p => p.AddRefundCenter());
var app = builder.Build();
app.MapRefundCenter();
return await app.RunPlatformAsync(args);
