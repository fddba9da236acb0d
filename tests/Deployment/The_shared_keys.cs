namespace Deployment;

/// <summary>The composition's world signs with the simulators' test keys: both sides must mean the same.</summary>
public sealed class The_shared_keys
{
    private static readonly JsonElement Keys =
        JsonDocument.Parse(Repository.Read("simulators/src/Keys/test-keys.json")).RootElement;

    [Theory]
    [InlineData("wechat-pay.env", "PrivateKey=", "merchantPrivateKey")]
    [InlineData("wechat-pay.env", "CertificateSerial=", "merchantSerial")]
    [InlineData("wechat-pay.env", "ApiV3Key=", "apiV3Key")]
    [InlineData("channels.env", "BestPay__Merchants__3178000000000001__PrivateKey=", "merchantPrivateKey")]
    [InlineData("channels.env", "UnionPay__Merchants__777290058110048__PrivateKey=", "merchantPrivateKey")]
    [InlineData("channels.env", "Alipay__Merchants__2021000000000001__PrivateKey=", "merchantPrivateKey")]
    [InlineData("channels.env", "BankPortal__PrivateKey=", "merchantPrivateKey")]
    [InlineData("bank-transfer.env", "PrivateKey=", "merchantPrivateKey")]
    public void Are_the_simulators_own(string file, string setting, string key) => Assert.Contains(
        setting + Keys.GetProperty(key).GetString(), Repository.Read($"deploy/compose/{file}"));

    [Fact]
    public void Are_set_for_every_channel_merchant_of_the_samples()
    {
        // A bank of files has one key for all of them.
        var merchants = File.ReadLines(Repository.PathOf("samples/payments.csv")).Skip(1).Select(x => x.Split(','))
            .Where(x => x[9] != "bank-portal").Select(x => x[5]).Distinct();
        var settings = Repository.Read("deploy/compose/wechat-pay.env") + Repository.Read("deploy/compose/channels.env");
        Assert.All(merchants, x => Assert.Contains($"__Merchants__{x}__PrivateKey=", settings));
    }
}
