namespace Reconciliation.Tests.Matches;

public sealed class Planted_errors(MatchDatabase database) : IClassFixture<MatchDatabase>
{
    private const int Good = 2_000;
    private const int OfEachKind = 20;

    [Fact]
    public async Task Are_found_all_and_nothing_else()
    {
        var numbers = Enumerable.Range(0, OfEachKind).ToList();
        string Each(Func<int, string> text) => string.Join("; ", numbers.Select(text));

        var stage = new MatchStage(database.Database)
            .Ours(string.Join("; ", Enumerable.Range(0, Good).Select(i => $"G{i} succeeded {100 + i}")))
            .Ours(Each(i => $"AMOUNT{i} succeeded 100")).Ours(Each(i => $"TWICE{i} succeeded 100"))
            .Ours(Each(i => $"DEAD{i} dead 100"))
            .Ours(Each(i => $"OURS{i} succeeded 100")).Ours(Each(i => $"PAY{i} succeeded 100"))
            .Ours(Each(i => $"SENT{i} sent 100"))
            .Files(0, Each(i => $"PAY{i} p{i} 100 SUCCESS other"), string.Join("; ",
                string.Join("; ", Enumerable.Range(0, Good).Select(i => $"G{i} g{i} {100 + i}")),
                Each(i => $"AMOUNT{i} a{i} {101 + i}"), Each(i => $"TWICE{i} t{i} 100; TWICE{i} u{i} 100"),
                Each(i => $"DEAD{i} d{i} 100"), Each(i => $"PAY{i} p{i} 100"), Each(i => $"THEIRS{i} x{i} 100")))
            .Files(1);
        await stage.Match(0);
        await stage.Match(1);

        var planted = numbers.SelectMany(i => new[]
        {
            $"amount_differs AMOUNT{i} a{i}", $"effected_twice TWICE{i}", $"moved_after_death DEAD{i} d{i}",
            $"ours_only OURS{i}", $"payment_differs PAY{i} p{i}", $"theirs_only THEIRS{i} x{i}",
        });
        Assert.Equal(string.Join("; ", planted.Order(StringComparer.Ordinal)), await stage.Breaks());
        Assert.Equal(Good + 5 * OfEachKind, (await stage.Facts()).Split("; ").Length);
    }
}
