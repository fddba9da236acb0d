using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Channels.UnionPay;

public static class UnionPaySetup
{
    /// <summary>
    /// Adds the channel <c>unionpay</c>: <see cref="IRefundChannel"/>, <see cref="IBillSource"/> and
    /// <see cref="INoticeSource"/>. Mistakes in <paramref name="section"/> stop the start with all of them listed.
    /// </summary>
    public static IServiceCollection AddUnionPay(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptions<UnionPayOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<UnionPayOptions>, UnionPayOptionsValidator>();
        services.AddHttpClient(UnionPayTransport.ClientName, client =>
            {
                client.Timeout = Timeout.InfiniteTimeSpan;                // every call has its own limit
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,                                // a signed request goes nowhere else
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();

        services.AddSingleton<UnionPayTransport>();
        services.AddSingleton<UnionPayMerchants>();
        services.AddSingleton<UnionPayVerifier>();
        services.AddSingleton<UnionPayClient>();
        services.AddSingleton<INoticeSource, UnionPayNotices>();
        services.AddSingleton<IRefundChannel, UnionPayRefundChannel>();
        services.AddSingleton<IBillSource, UnionPayBills>();
        return services;
    }
}
