using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.UnionPay;

public sealed class The_rulebook_of_UnionPay
{
    private static readonly Rulebook Rulebook = RulebookReader.ReadOf("unionpay");

    [Fact]
    public void Holds_the_published_numbers()
    {
        Assert.Equal(("unionpay", RetryMode.QueryOnly), (Rulebook.Channel, Rulebook.RetryMode));
        Assert.Equal(
            [1, 2, 4, 8, 16, 32], Rulebook.ProbesFor("wallet").After.Select(age => (int)age.TotalSeconds));
        Assert.Equal(("ZM", 11), Rulebook.Files.Where(x => x.Authoritative).Select(x => (x.Kind, x.LastPossibleDays)).Single());
        Assert.Equal(
            UnionPayKit.Services([]).GetServices<IBillSource>().Single().Kinds, Rulebook.Files.Select(x => x.Kind));
    }

    [Fact]
    public void Admits_nothing_that_is_older_than_eleven_months()
    {
        for (var paid = new DateTime(2023, 1, 1); paid.Year < 2027; paid = paid.AddDays(1))
            Assert.True(paid.AddDays(Rulebook.WindowDays) <= paid.AddMonths(11), $"{paid:O}");
    }
}
