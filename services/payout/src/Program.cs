using Payout;
using Payout.Payees;
using Platform.Hosting;

var builder = PlatformHost.CreateBuilder(args, "payout");
builder.AddOptions<PayoutOptions>("Payout");
builder.AddOptions<VaultOptions>("Vault");
builder.AddPlatform<PayoutDb>(p => p.AddPayout());
var app = builder.Build();
app.MapPayout();
return await app.RunPlatformAsync(args);
