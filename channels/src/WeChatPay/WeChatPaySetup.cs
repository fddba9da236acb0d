using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Channels.WeChatPay;

public static class WeChatPaySetup
{
    /// <summary>
    /// Adds the channel <c>wechat</c>: <see cref="IRefundChannel"/>, <see cref="IBillSource"/> and
    /// <see cref="INoticeSource"/>. Mistakes in <paramref name="section"/> stop the start with all of them listed.
    /// </summary>
    public static IServiceCollection AddWeChatPay(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptions<WeChatPayOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WeChatPayOptions>, WeChatPayOptionsValidator>();
        services.AddHttpClient(WeChatPayTransport.ClientName, client =>
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

        services.AddSingleton<WeChatPayTransport>();
        services.AddSingleton<WeChatPayMerchants>();
        services.AddSingleton<WeChatPayClient>();
        services.AddSingleton<INoticeSource, WeChatPayNotices>();
        services.AddSingleton<IRefundChannel, WeChatPayRefundChannel>();
        services.AddSingleton<IBillSource, WeChatPayBills>();
        return services;
    }
}
