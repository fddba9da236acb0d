using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Channels.BankTransfer;

public static class BankTransferSetup
{
    /// <summary>
    /// Adds the route <c>bank-file</c> as <see cref="IPayoutRoute"/>. Mistakes in <paramref name="section"/> stop the
    /// start with all of them listed.
    /// </summary>
    public static IServiceCollection AddBankTransfer(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptions<BankTransferOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<BankTransferOptions>, BankTransferOptionsValidator>();
        services.AddHttpClient(BankTransferClient.ClientName, client =>
            {
                client.Timeout = Timeout.InfiniteTimeSpan;                // every call has its own limit
                client.MaxResponseContentBufferSize = BankXml.MaxBytes;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,                                // payee data goes nowhere else
                UseCookies = false,
                UseProxy = false,                                         // "connection refused" must mean the bank's
                ConnectTimeout = TimeSpan.FromSeconds(5),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();                                          // request bodies hold payee data

        services.AddSingleton<BankTransferClient>();
        services.AddSingleton<IPayoutRoute, BankTransferRoute>();
        return services;
    }
}
