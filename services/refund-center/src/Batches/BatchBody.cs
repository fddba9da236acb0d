using Channels;
using Platform.Operators;

namespace RefundCenter.Batches;

/// <summary>What a person says of a hand-over.</summary>
/// <param name="Reason">Who took it, when; compulsory (<see cref="Reasons"/>).</param>
public sealed record HandOverBody(string Reason, NewProof? Proof = null);

/// <summary>What a person read of one refund on the bank's site (S74).</summary>
/// <param name="Reason">How it was found out; compulsory (<see cref="Reasons"/>).</param>
public sealed record LineResultBody(
    string Reason, string Status, NewProof Proof, string? BankRefundNo = null, string? FailCode = null,
    string? FailReason = null, DateOnly? BankDate = null)
{
    public LineResult Result() => new(Status, BankRefundNo, FailCode, FailReason, BankDate);
}

/// <summary>Reads what people send, strictly and within limits: proofs are larger than other bodies.</summary>
internal static class BatchBody
{
    /// <summary>A result file is smaller, a proof in Base64 with what is around it too.</summary>
    public const int AtMost = 9 * 1024 * 1024;

    /// <summary>The body, or null when it is larger than any.</summary>
    public static async Task<byte[]?> Bytes(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > AtMost) return null;
        using var buffer = new MemoryStream();
        var chunk = new byte[64 * 1024];
        for (int read; (read = await request.Body.ReadAsync(chunk, ct)) > 0;)
        {
            if (buffer.Length + read > AtMost) return null;
            buffer.Write(chunk, 0, read);
        }
        return buffer.ToArray();
    }

    /// <summary>Null when it is not what the address knows.</summary>
    public static async Task<T?> Read<T>(HttpRequest request, CancellationToken ct) where T : class
    {
        if (await Bytes(request, ct) is not { } bytes) return null;
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, OperatorBody.Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
