using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Channels.BestPay;

public static class BestPaySetup
{
    /// <summary>
    /// Adds the channel <c>bestpay</c>: <see cref="IRefundChannel"/>, <see cref="IBillSource"/> and
    /// <see cref="INoticeSource"/>. Mistakes in <paramref name="section"/> stop the start with all of them listed.
    /// </summary>
    public static IServiceCollection AddBestPay(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptions<BestPayOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<BestPayOptions>, BestPayOptionsValidator>();
        services.AddHttpClient(BestPayClient.ClientName, client =>
            {
                client.Timeout = Timeout.InfiniteTimeSpan;                // every call has its own limit
                client.MaxResponseContentBufferSize = 1024 * 1024;        // answers are small; files are streamed
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

        services.TryAddSingleton(TimeProvider.System);                    // a host brings the platform's clock
        services.AddSingleton<BestPayMerchants>();
        services.AddSingleton<BestPayClient>();
        services.AddSingleton<INoticeSource, BestPayNotices>();
        services.AddSingleton<IRefundChannel, BestPayRefundChannel>();
        services.AddSingleton<IBillSource, BestPayBills>();
        return services;
    }
}
