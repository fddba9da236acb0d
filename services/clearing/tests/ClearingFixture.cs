using Contracts.Accounting;
using Contracts.Clearing;
using Contracts.Payments;
using Platform.Hosting;
using Platform.Testing;

namespace Clearing.Tests;

/// <summary>The service on a real database and broker; the tests play gateway and accounting.</summary>
public sealed class ClearingFixture : IAsyncLifetime
{
    internal static readonly Type[] Spoken =
    [
        typeof(BookCapture), typeof(PaymentCleared), typeof(HoldFunds), typeof(CancelHold), typeof(SettleHold),
        typeof(RefundDeducted), typeof(RefundWaiting), typeof(DeductionRefused), typeof(DeductionCancelled),
        typeof(CancelTooLate), typeof(DeductionSettled),
    ];

    public ServiceHarness<ClearingDb> Harness { get; private set; } = null!;

    public async Task InitializeAsync() => Harness = await Start();

    public async Task DisposeAsync() => await Harness.DisposeAsync();

    internal static Task<ServiceHarness<ClearingDb>> Start(params (string Name, string Value)[] settings) =>
        ServiceHarness<ClearingDb>.StartAsync(
            "clearing",
            (builder, p) =>
            {
                builder.AddOptions<ClearingOptions>("Clearing");
                p.AddClearing();
            },
            Spoken,
            settings.ToDictionary(s => $"Clearing:{s.Name}", s => (string?)s.Value));
}

/// <summary>Stories whose timers never fire share one service.</summary>
[CollectionDefinition(nameof(OneService))]
public sealed class OneService : ICollectionFixture<ClearingFixture>;
