namespace Gateway.Problems;

/// <summary>The codes of single members inside <see cref="ProblemCatalogue.RequestInvalid"/>.</summary>
public static class FieldCodes
{
    public const string Missing = "missing";
    public const string Unknown = "unknown";
    public const string Malformed = "malformed";
    public const string NotPositive = "not_positive";
    public const string TooLarge = "too_large";
    public const string TooLong = "too_long";
    public const string TooMany = "too_many";
    public const string CurrencyUnknown = "currency_unknown";
    public const string CardNumber = "card_number";
    public const string Contradiction = "contradiction";

    /// <summary>Every code with what it means, in the order in which documentation lists them.</summary>
    public static IReadOnlyList<(string Code, string English, string Chinese)> All { get; } =
    [
        (Missing, "The member is required.", "缺少必填字段。"),
        (Unknown, "The member does not exist, or stands twice.", "字段不存在或重复。"),
        (Malformed, "The value has another type or form.", "字段类型或格式不正确。"),
        (NotPositive, "An amount of money is at least one minor unit.", "金额必须大于零。"),
        (TooLarge, "The number is larger than the platform accepts.", "数值超出上限。"),
        (TooLong, "The text is too long.", "文本过长。"),
        (TooMany, "There are too many entries.", "条目过多。"),
        (CurrencyUnknown, "Not a currency of ISO 4217 that the platform knows.", "币种不支持。"),
        (CardNumber, "The text looks like a card number; those go only to the payee instrument.", "文本疑似银行卡号，禁止填写。"),
        (Contradiction, "The value contradicts another one of the same request.", "字段之间相互矛盾。"),
    ];
}
