using System.Net;
using System.Security.Cryptography;
using System.Text;
using Channels.BankTransfer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Channels.Tests.BankTransfer;

/// <summary>Keys of a bank and its customer, routes over a given line, and answers as the bank signs them.</summary>
internal static class TestBank
{
    public const string Account = "755900000000001";
    private static readonly RSA Ours = RSA.Create(2048);
    private static readonly RSA Theirs = RSA.Create(2048);

    public static IPayoutRoute RouteOver(HttpMessageHandler line, string baseUrl = "http://bank.test/base")
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["BaseUrl"] = baseUrl,
            ["Timeout"] = "00:00:00.300",
            ["PrivateKey"] = Convert.ToBase64String(Ours.ExportPkcs8PrivateKey()),
            ["BankKey"] = Convert.ToBase64String(Theirs.ExportSubjectPublicKeyInfo()),
            ["DebtorName"] = "Demo PSP",
            ["DebtorAccount"] = Account,
            ["DebtorBankCode"] = "308584000013",
        }).Build();
        var services = new ServiceCollection().AddBankTransfer(settings);
        services.AddHttpClient(BankTransferClient.ClientName).ConfigurePrimaryHttpMessageHandler(() => line);
        return services.BuildServiceProvider().GetRequiredService<IPayoutRoute>();
    }

    public static HttpResponseMessage Says(string body, HttpStatusCode status = HttpStatusCode.OK)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var answer = new HttpResponseMessage(status) { Content = new ByteArrayContent(bytes) };
        answer.Headers.Add(
            "X-File-Signature", Convert.ToBase64String(
                Theirs.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
        return answer;
    }

    public static bool IsOurs(byte[] data, string signature) =>
        Ours.VerifyData(data, Convert.FromBase64String(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    /// <summary>A report about one file with one transfer.</summary>
    public static string Report(
        string no, string? group, string? transaction, string? reason = null, string? reference = null)
    {
        var why = reason is null ? "" : $"<StsRsnInf><Rsn><Cd>{reason}</Cd></Rsn></StsRsnInf>";
        var payment = transaction is null ? "" : $"""
            <OrgnlPmtInfAndSts><OrgnlPmtInfId>{no}</OrgnlPmtInfId>
              <TxInfAndSts><OrgnlEndToEndId>{no}</OrgnlEndToEndId><TxSts>{transaction}</TxSts>{why}
                {Element("AcctSvcrRef", reference)}
              </TxInfAndSts>
            </OrgnlPmtInfAndSts>
            """;
        return $"""
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt>
              <GrpHdr><MsgId>BK1</MsgId><CreDtTm>2023-11-15T10:05:00+08:00</CreDtTm></GrpHdr>
              <OrgnlGrpInfAndSts><OrgnlMsgId>{no}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.03</OrgnlMsgNmId>
                <OrgnlNbOfTxs>1</OrgnlNbOfTxs><OrgnlCtrlSum>8.80</OrgnlCtrlSum>
                {Element("GrpSts", group)}{(transaction is null ? why : "")}
              </OrgnlGrpInfAndSts>
              {payment}
            </CstmrPmtStsRpt></Document>
            """;
    }

    private static string Element(string name, string? text) => text is null ? "" : $"<{name}>{text}</{name}>";
}
