using MassTransit;

namespace Platform.Messaging;

/// <summary>
/// How often a message may come back to its queue before it goes to the desk: a process that dies gives back all that it had fetched, and
/// a broker with a limit of its own would drop what exceeds it (docs/decisions/0014).
/// </summary>
internal static class DeliveryLimit
{
    public const int Times = 100;

    /// <summary>
    /// Moved with a confirm: until the desk has declared the error queue, the message stays where it is. That needs the overflow rule, though
    /// no queue has a length limit.
    /// </summary>
    public static IReadOnlyDictionary<string, object> Arguments(string queue) => new Dictionary<string, object>
    {
        ["x-delivery-limit"] = Times,
        ["x-dead-letter-exchange"] = queue + "_error",
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-overflow"] = "reject-publish",
    };

    /// <summary>Error and skipped queues would inherit the arguments; who looks after them is the desk.</summary>
    public static void Lift(IRabbitMqQueueBindingConfigurator queue)
    {
        foreach (var name in Arguments("").Keys) queue.SetQueueArgument(name, null!);
    }
}
