using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Simulators.Keys;

/// <summary>One key for many threads; RSA is what the simulator's time goes into.</summary>
internal sealed class PooledRsa(Func<RSA> load)
{
    private readonly ConcurrentBag<RSA> idle = [];

    public static PooledRsa Private(string pkcs8Base64) => new(() =>
    {
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(Convert.FromBase64String(pkcs8Base64), out _);
        return rsa;
    });

    public static PooledRsa Public(string pem) => new(() =>
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return rsa;
    });

    public T Use<T>(Func<RSA, T> use)
    {
        if (!idle.TryTake(out var rsa)) rsa = load();
        try
        {
            return use(rsa);
        }
        finally
        {
            idle.Add(rsa);
        }
    }
}
