namespace Contracts.Tests;

/// <summary>What is not <c>{"minor":880,"currency":"CNY"}</c>.</summary>
internal static class WrongAmounts
{
    public static IReadOnlyList<string> All { get; } =
    [
        """{"currency":"CNY"}""",
        """{"minor":880}""",
        "{}",
        """{"minor":880,"currency":"CNY","scale":2}""",
        """{"minor":880,"minor":880,"currency":"CNY"}""",
        """{"minor":880,"currency":"CNY","currency":"CNY"}""",
        """{"minor":8.8,"currency":"CNY"}""",
        """{"minor":880.0,"currency":"CNY"}""",
        """{"minor":88e1,"currency":"CNY"}""",
        """{"minor":9223372036854775808,"currency":"CNY"}""",
        """{"minor":"880","currency":"CNY"}""",
        """{"minor":null,"currency":"CNY"}""",
        """{"minor":880,"currency":null}""",
        """{"minor":880,"currency":"cny"}""",
        """{"minor":880,"currency":"CNYX"}""",
        """{"minor":880,"currency":"¥¥¥"}""",
        """{"minor":880,"currency":156}""",
        """{"Minor":880,"Currency":"CNY"}""",
        """[880,"CNY"]""",
        "880",
        "\"8.80\"",
    ];
}
