using System.Globalization;
using System.Threading.RateLimiting;

namespace Gateway.Limits;

/// <summary>
/// A token bucket per merchant and route, so that one merchant cannot starve another, nor its own reads its writes.
/// Every answer says how much is left (IETF RateLimit fields). Per process: n replicas let n times as much through.
/// </summary>
public sealed class RequestRates : IDisposable
{
    private const int PeriodsPerSecond = 10;
    private readonly PartitionedRateLimiter<Bucket> limiter;
    private readonly string policy;
    private readonly GatewayOptions options;

    public RequestRates(GatewayOptions options)
    {
        this.options = options;
        var window = Math.Max(1, options.Burst / options.RequestsPerSecond);
        policy = string.Create(CultureInfo.InvariantCulture, $"\"route\";q={options.Burst};w={window}");
        var perPeriod = Math.Max(1, options.RequestsPerSecond / PeriodsPerSecond);
        limiter = PartitionedRateLimiter.Create<Bucket, Bucket>(
            bucket => RateLimitPartition.GetTokenBucketLimiter(bucket, _ => new()
        {
            TokenLimit = options.Burst,
            TokensPerPeriod = perPeriod,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1) * perPeriod / options.RequestsPerSecond,
            QueueLimit = 0,
            AutoReplenishment = true,
        }));
    }

    /// <summary>Takes one token; null when there was one, else how long to wait.</summary>
    public TimeSpan? Take(HttpContext http, Guid merchantId, string route)
    {
        var bucket = new Bucket(merchantId, route);
        using var lease = limiter.AttemptAcquire(bucket);
        var left = limiter.GetStatistics(bucket)?.CurrentAvailablePermits ?? 0;
        var untilFull = (options.Burst - left + options.RequestsPerSecond - 1) / options.RequestsPerSecond;
        http.Response.Headers["RateLimit-Policy"] = policy;
        http.Response.Headers["RateLimit"] = string.Create(
            CultureInfo.InvariantCulture, $"\"route\";r={left};t={untilFull}");
        if (lease.IsAcquired) return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var pause) ? pause : TimeSpan.FromSeconds(1);
    }

    public void Dispose() => limiter.Dispose();

    private readonly record struct Bucket(Guid MerchantId, string Route);
}
