namespace Channels.Tests.BankTransfer;

public sealed class The_rulebook_of_bank_file
{
    [Fact]
    public void Is_whole_sourced_and_never_sends_twice()
    {
        var rulebook = RulebookReader.ReadFile(Path.Combine(AppContext.BaseDirectory, "rulebooks", "bank-file.json"));
        Assert.Equal(("bank-file", RetryMode.Never), (rulebook.Channel, rulebook.RetryMode));
        Assert.True(rulebook.Files.Single(file => file.Authoritative).LastPossibleDays >= 3);
    }
}
