using Microsoft.Extensions.DependencyInjection;

namespace Channels.BankPortal;

public static class BankPortalSetup
{
    /// <summary>Adds the channel <c>bank-portal</c> as <see cref="IRefundTemplate"/>.</summary>
    public static IServiceCollection AddBankPortal(this IServiceCollection services)
    {
        services.AddSingleton<IRefundTemplate, BankPortalTemplate>();
        return services;
    }
}
