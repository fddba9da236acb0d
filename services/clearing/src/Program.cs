using Clearing;
using Platform.Hosting;

var builder = PlatformHost.CreateBuilder(args, "clearing");
builder.AddOptions<ClearingOptions>("Clearing");
builder.AddPlatform<ClearingDb>(p => p.AddClearing());
var app = builder.Build();
return await app.RunPlatformAsync(args);
