using Benchmarks;
using Benchmarks.Ledger;
using Benchmarks.Messaging;
using Benchmarks.Misfortune;
using Benchmarks.Refunds;
using Stand.Infrastructure;

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stopping.Cancel();
};

var name = args.FirstOrDefault() ?? "";
var figures = new Figures(name);
try
{
    switch (name)
    {
        case "messaging":
            await MessagingBench.Run(figures, stopping.Token);
            break;
        case "refunds":
            await RefundsBench.Run(figures, args[1..], stopping.Token);
            break;
        case "ledger":
            await LedgerBench.Run(figures, args[1..], stopping.Token);
            break;
        case "misfortune":
            await MisfortuneBench.Run(figures, args[1..], stopping.Token);
            break;
        default:
            Console.Error.WriteLine("usage: ./run bench messaging | refunds | ledger | misfortune");
            return 2;
    }
}
catch (StandException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    return 130;
}
figures.Close(Checkout.Root, TimeProvider.System.GetUtcNow());
return figures.AreValid ? 0 : 1;
