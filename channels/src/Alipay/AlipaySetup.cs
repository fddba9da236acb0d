using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Channels.Alipay;

public static class AlipaySetup
{
    internal const string Name = "alipay";

    /// <summary>
    /// Adds the channel <c>alipay</c>: <see cref="IRefundChannel"/>, <see cref="IBillSource"/> and
    /// <see cref="INoticeSource"/>. Mistakes in <paramref name="section"/> stop the start with all of them listed.
    /// </summary>
    public static IServiceCollection AddAlipay(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptions<AlipayOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AlipayOptions>, AlipayOptionsValidator>();
        services.AddHttpClient(AlipayTransport.ClientName, client =>
            {
                client.Timeout = Timeout.InfiniteTimeSpan;                // every call has its own limit
                client.MaxResponseContentBufferSize = 1024 * 1024;        // answers are small; bills are streamed
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

        services.AddSingleton<AlipayTransport>();
        services.AddSingleton<AlipayMerchants>();
        services.AddSingleton<AlipayClient>();
        services.AddSingleton<INoticeSource, AlipayNotices>();
        services.AddSingleton<IRefundChannel, AlipayRefundChannel>();
        services.AddSingleton<IBillSource, AlipayBills>();
        return services;
    }
}
