using Benchmarks;
using Benchmarks.Ledger;
using Benchmarks.Messaging;
using Stand.Infrastructure;

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stopping.Cancel();
};

var name = args.FirstOrDefault() ?? "";
var figures = new Figures(name);
switch (name)
{
    case "messaging":
        await MessagingBench.Run(figures, stopping.Token);
        break;
    case "ledger":
        await LedgerBench.Run(figures, args[1..], stopping.Token);
        break;
    default:
        Console.Error.WriteLine("usage: ./run bench messaging | refunds | ledger");
        return 2;
}
figures.Close(Checkout.Root, TimeProvider.System.GetUtcNow());
return 0;
