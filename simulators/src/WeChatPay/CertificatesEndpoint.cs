using System.Text;
using Simulators.Keys;

namespace Simulators.WeChatPay;

internal static class CertificatesEndpoint
{
    /// <summary><c>GET /v3/certificates</c>: the platform certificate, encrypted for the caller.</summary>
    public static void MapCertificates(this WebApplication app) =>
        app.MapGet("/v3/certificates", (HttpContext http, FrontDoor door, TestKeys keys) =>
            door.Handle(http, merchant => List(merchant, keys)));

    private static Answer List(Merchant merchant, TestKeys keys)
    {
        var pem = Encoding.ASCII.GetBytes(keys.PlatformCertificate);
        var certificate = new
        {
            serial_no = keys.PlatformSerial,
            effective_time = "2020-01-01T08:00:00+08:00",
            expire_time = "2100-01-01T07:59:59+08:00",
            encrypt_certificate = Platform.Encrypt(merchant.ApiV3Key, pem, "certificate", originalType: null),
        };
        return Answer.Ok(new { data = new[] { certificate } });
    }
}
