using Accounting;
using Platform.Hosting;

var builder = PlatformHost.CreateBuilder(args, "accounting");
builder.AddPlatform<AccountingDb>(p => p.AddAccounting());
var app = builder.Build();
app.MapAccounting();
return await app.RunPlatformAsync(args);
