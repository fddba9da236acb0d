using Channels;
using RefundCenter.Legs;
using Simulators.Truth;

namespace Misfortunes.Tests;

/// <summary>How a story ended, beside what really moved; judged from the log alone, so that the rules do not check themselves.</summary>
internal sealed record Told(Story Story, IReadOnlyList<TruthLine> Truth)
{
    private Leg Leg => Story.Leg;

    private long AtPayer => Truth.Where(line => line.Kind == "refund" && line.Destination != "merchant").Sum(x => x.AmountMinor);

    /// <summary>Null when all is well.</summary>
    public string? Fault()
    {
        if (AtPayer > Leg.Amount.Minor) return "effected twice";
        if (Leg.Standing is LegStanding.Paid && AtPayer == 0) return "believed paid, and nothing moved";
        if (Leg.Standing is LegStanding.Dead && AtPayer > 0) return "believed dead, and the payer has it";
        if (Leg.Standing is LegStanding.Dead && (Story.Certificate is null || !IsProven())) return "dead without proof";
        if (Leg.Standing is LegStanding.Live && Leg.WaitingFor is null) return "neither final nor in a queue";
        return null;
    }

    public override string ToString()
    {
        var log = string.Join(" | ", Story.Log.Select(x => $"{x.At:dd HH:mm:ss} {x.Asked?.ToString() ?? "notice"}: {x.Answer?.ToString() ?? "lost"}"));
        return $"story {Story.Number}: {Leg.Status} ({Leg.WaitingFor}), {Story.Plot}\n  {log}\n  truth: {string.Join(" | ", Truth)}";
    }

    /// <summary>
    /// Our own account has it; or a definite refusal and every request that may have moved money has an answer of its own,
    /// or a later query agreed; or the files are silent and a query agreed.
    /// </summary>
    private bool IsProven()
    {
        if (Story.Log.Any(x => x.Answer is ChannelAnswer.Done { Destination: Destination.Merchant })) return true;
        var agreed = Story.Log.Any(x => x.Asked is LegStep.Query
            && x.Answer is ChannelAnswer.NeverSeen or ChannelAnswer.Refused { Kind: Refusal.Final });
        if (Story.Certificate!.Kind is CertificateKind.Silence) return agreed;
        var isRefused = Story.Log.Any(x => x.Answer is ChannelAnswer.Refused { Kind: Refusal.Final });
        if (Leg.IsByFile) return isRefused && Story.Certificate is { Maker: not null, Checker: not null };
        var isAnswered = Story.Log.Where(x => x.Asked is LegStep.Submit)
            .GroupBy(x => x.AskedAt).All(sends => sends.Any(x => x.Answer is not (
                null or ChannelAnswer.Unknown or ChannelAnswer.Throttled or ChannelAnswer.NeverSeen)));
        return isRefused && (isAnswered || agreed);
    }
}
