namespace Gateway.Refunds;

/// <summary>The words for kinds, in requests and messages.</summary>
public static class RefundKinds
{
    private static readonly Dictionary<string, RefundKind> ByWord =
        Enum.GetValues<RefundKind>().ToDictionary(Word, StringComparer.Ordinal);

    /// <summary>Those of error refunds (差错退款).</summary>
    public static IReadOnlyList<string> Errors { get; } = [.. ByWord.Keys.Where(word => Of(word) is not RefundKind.Ordinary)];

    /// <summary>What <c>ExecuteRefund</c> says: null for an ordinary refund.</summary>
    public static string? Said(this RefundKind kind) => kind is RefundKind.Ordinary ? null : Word(kind);

    /// <summary>An unheard-of word makes no rule: ordinary.</summary>
    public static RefundKind Of(string? word) => ByWord.GetValueOrDefault(word ?? "");

    private static string Word(RefundKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());
}
