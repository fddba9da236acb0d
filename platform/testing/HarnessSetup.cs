using Microsoft.AspNetCore.Builder;
using Platform.Persistence;

namespace Platform.Testing;

/// <summary>What only some tests ask of a <see cref="ServiceHarness{TDb}"/>.</summary>
public sealed record HarnessSetup<TDb> where TDb : PlatformDbContext
{
    /// <summary>The service's HTTP endpoints.</summary>
    public Action<WebApplication>? Map { get; init; }

    /// <summary>Another harness whose database and virtual host this one shares, as a second replica.</summary>
    public ServiceHarness<TDb>? Beside { get; init; }

    /// <summary>Command line, for example <c>--restored</c>.</summary>
    public string[] Arguments { get; init; } = [];
}
