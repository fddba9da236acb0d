using Channels.Alipay;
using Channels.BankPortal;
using Channels.BestPay;
using Channels.UnionPay;
using Channels.WeChatPay;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Channels;

/// <summary>All channels of payers: adding one is its folder and its line here (docs/channels.md).</summary>
public static class ChannelSetup
{
    /// <summary>
    /// Each channel reads its own section; one whose section names no merchant numbers is there and refuses what it
    /// has no keys for.
    /// </summary>
    public static IServiceCollection AddChannels(this IServiceCollection services, IConfiguration configuration) =>
        services
            .AddWeChatPay(configuration.GetSection("WeChatPay"))
            .AddAlipay(configuration.GetSection("Alipay"))
            .AddBestPay(configuration.GetSection("BestPay"))
            .AddUnionPay(configuration.GetSection("UnionPay"))
            .AddBankPortal(configuration.GetSection("BankPortal"));
}
