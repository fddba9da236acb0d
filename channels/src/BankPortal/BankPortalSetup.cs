using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Channels.BankPortal;

public static class BankPortalSetup
{
    private const long LargestFile = 256 * 1024 * 1024;

    /// <summary>
    /// Adds the channel <c>bank-portal</c> as <see cref="IRefundTemplate"/> and <see cref="IBillSource"/>. Mistakes in
    /// <paramref name="section"/> stop the start with all of them listed.
    /// </summary>
    public static IServiceCollection AddBankPortal(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptions<BankPortalOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<BankPortalOptions>, BankPortalOptionsValidator>();
        services.AddHttpClient(BankPortalBills.ClientName, client =>
            {
                client.Timeout = Timeout.InfiniteTimeSpan;                // every call has its own limit
                client.MaxResponseContentBufferSize = LargestFile;
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

        services.AddSingleton<IRefundTemplate, BankPortalTemplate>();
        services.AddSingleton<IBillSource, BankPortalBills>();
        return services;
    }
}
