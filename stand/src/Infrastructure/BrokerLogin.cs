using System.Security.Cryptography;

namespace Stand.Infrastructure;

/// <summary>Where a broker listens and as whom it is entered. There is no guest.</summary>
/// <param name="Host">Its host name or address.</param>
/// <param name="Port">Its AMQP port.</param>
/// <param name="User">A user with administrator rights.</param>
/// <param name="Password">That user's password.</param>
public sealed record BrokerLogin(string Host, int Port, string User, string Password)
{
    /// <summary>A login for a new broker on this machine.</summary>
    public static BrokerLogin New() => new("127.0.0.1", FreePorts.Next(), "platform", NewPassword());

    /// <summary>A password of 192 random bits that needs no escaping anywhere.</summary>
    public static string NewPassword() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    /// <summary>The address of a virtual host.</summary>
    public Uri AddressOf(string virtualHost)
    {
        var (user, password) = (Uri.EscapeDataString(User), Uri.EscapeDataString(Password));
        return new Uri($"amqp://{user}:{password}@{Host}:{Port}/{Uri.EscapeDataString(virtualHost)}");
    }
}
