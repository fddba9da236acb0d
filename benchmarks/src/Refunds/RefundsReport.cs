namespace Benchmarks.Refunds;

/// <summary>Says what the minute was like: what ended, how long it took and where, and what it cost.</summary>
internal sealed class RefundsReport(Figures figures, Load load, DateTimeOffset begin)
{
    private DateTimeOffset End => begin + load.Measured;

    public void Say(IReadOnlyList<AskedRefund> asked, IReadOnlyList<Journey> journeys, long unfinished)
    {
        var measured = journeys.Where(j => j.Asked.At >= begin).ToList();
        figures.Note($"asked for {load.Rate} refunds/s, measured for {(long)load.Measured.TotalSeconds} s after {(long)Load.WarmUp.TotalSeconds} s of growing to it");
        Refused(asked);
        foreach (var state in journeys.GroupBy(j => j.State)) figures.Note($"{state.Count()} refunds {state.Key}");
        Steps(measured);

        var ended = journeys.Count(j => j.SucceededAt is { } at && at >= begin && at < End);
        figures.AddThousandths("refunds.per_second", ended * TimeSpan.TicksPerSecond * 1000 / load.Measured.Ticks, "refunds/s");
        figures.Add("refunds.p99", Until(measured, j => j.ToldAt).Percentile(99), "ms");
        figures.Add("refunds.p50", Until(measured, j => j.ToldAt).Percentile(50), "ms");
        figures.Add("refunds.answer_p99", new Spread(measured.Select(j => j.Asked.AnsweredAt - j.Asked.At)).Percentile(99), "ms");
        figures.Add("refunds.unfinished", unfinished, "refunds");
        if (unfinished > 0) figures.Invalid($"{unfinished} refunds had not ended 5 s after the load.");
        if (measured.Count(j => j.ToldAt is null) is > 0 and var untold) figures.Invalid($"{untold} refunds never succeeded.");
    }

    public void Say(Consumption consumption)
    {
        figures.Note($"all processes together took {consumption.SharePercent} % of the cores; in the measured time:");
        foreach (var line in consumption.Lines()) figures.Note(line);
    }

    private void Refused(IReadOnlyList<AskedRefund> asked)
    {
        var refused = asked.Where(a => a.Refusal is not null).ToList();
        if (refused.Count > 0) figures.Invalid($"{refused.Count} requests were not answered 202, for example {refused[0].Refusal}");
    }

    /// <summary>The notice may overtake the answer: a step can be shorter than nothing.</summary>
    private void Steps(List<Journey> journeys)
    {
        figures.Note($"from the request to the delivered webhook: {Until(journeys, j => j.ToldAt)}; of that");
        for (var i = 1; i < Journey.Places.Count; i++)
        {
            var times = journeys.Where(j => j.Times[i - 1] is not null && j.Times[i] is not null)
                .Select(j => j.Times[i]!.Value - j.Times[i - 1]!.Value);
            figures.Note($"{Journey.Places[i - 1]} → {Journey.Places[i]}: {new Spread(times)}");
        }
    }

    private static Spread Until(IEnumerable<Journey> journeys, Func<Journey, DateTimeOffset?> place) =>
        new(journeys.Where(j => place(j) is not null).Select(j => place(j)!.Value - j.Asked.At));
}
