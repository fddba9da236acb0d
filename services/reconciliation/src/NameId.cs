using System.Security.Cryptography;
using System.Text;

namespace Reconciliation;

/// <summary>
/// Ids that are a pure function of a business key, so that a restored database gives the same row the same id.
/// The SQL function <c>name_id</c> of the first migration computes the same.
/// </summary>
public static class NameId
{
    public static Guid Of(string name) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16), bigEndian: true);
}
