using System.Text.Json.Serialization;

namespace Contracts.Executions;

/// <summary>How the execution of a refund stands. Any of the last four may still change: channels overrule themselves (M10).</summary>
[JsonConverter(typeof(WordConverter<ExecutionOutcome>))]
public enum ExecutionOutcome
{
    /// <summary>A leg is live, or possibly live, or waits for somebody.</summary>
    InProgress,

    /// <summary>The payer has, or is certain to get, the money.</summary>
    Succeeded,

    /// <summary>Every leg is dead with a certificate and no method is left.</summary>
    Failed,

    /// <summary>Stopped on the merchant's word before anything was sent.</summary>
    Stopped,

    /// <summary>The bank sent the money back after success (S162).</summary>
    Returned,
}
