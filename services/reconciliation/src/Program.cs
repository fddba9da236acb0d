using Channels;
using Platform.Hosting;
using Reconciliation;

var builder = PlatformHost.CreateBuilder(args, "reconciliation");
builder.AddOptions<ReconciliationOptions>("Reconciliation");
builder.Services.AddChannels(builder.Configuration);
builder.AddPlatform<ReconciliationDb>(p => p.AddReconciliation());
var app = builder.Build();
app.MapReconciliation();
return await app.RunPlatformAsync(args);
