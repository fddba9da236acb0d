using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Platform.Operators;

/// <summary>One row of the audit log.</summary>
/// <param name="Seq">1, 2, 3 … without gaps.</param>
/// <param name="At">Business time, in whole microseconds.</param>
/// <param name="By">Who did it.</param>
/// <param name="What">What was done; its detail is the text of a JSON value, as PostgreSQL writes <c>jsonb</c>.</param>
/// <param name="PreviousHash">Of the row before; 32 zero bytes in the first.</param>
/// <param name="Hash">SHA-256 over the previous hash and <see cref="CanonicalText"/>.</param>
public sealed record AuditEntry(
    long Seq, DateTimeOffset At, Actor By, AuditedAction What, byte[] PreviousHash, byte[] Hash)
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>
    /// Eight lines: number, time, person's id and name, action, subject, reason, detail, each as <c>length:text</c> with the length in
    /// UTF-8 bytes; what is absent is a line <c>-</c>. Two different rows never have the same text.
    /// </summary>
    public string CanonicalText()
    {
        var text = new StringBuilder();
        foreach (var value in new[]
        {
            Seq.ToString(CultureInfo.InvariantCulture), At.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture),
            By.PersonId?.ToString("D"), By.Name, What.Action, What.Subject, What.Reason, (string?)What.Detail,
        })
        {
            if (value is null) text.Append("-\n");
            else text.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(value)}:{value}\n");
        }
        return text.ToString();
    }

    /// <summary>What <see cref="Hash"/> must be.</summary>
    public byte[] ComputeHash() => SHA256.HashData([.. PreviousHash, .. Encoding.UTF8.GetBytes(CanonicalText())]);
}
