using Microsoft.EntityFrameworkCore;
using Platform.Persistence;

namespace Gateway;

/// <summary>The gateway's database. Tables are named by the mappings in the folders of their nouns.</summary>
public sealed class GatewayDb(DbContextOptions<GatewayDb> options) : PlatformDbContext(options);
