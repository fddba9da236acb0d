using Gateway;
using Platform.Hosting;

var builder = PlatformHost.CreateBuilder(args, "gateway");
builder.AddGatewayOptions();
builder.AddPlatform<GatewayDb>(p => p.AddGateway());
var app = builder.Build();
app.MapGateway();
return await app.RunPlatformAsync(args);
