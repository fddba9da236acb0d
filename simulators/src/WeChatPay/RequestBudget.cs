namespace Simulators.WeChatPay;

/// <summary>150 requests and 6 failing ones per real second (S6).</summary>
internal sealed class RequestBudget
{
    private const int All = 150;
    private const int Failing = 6;
    private readonly Lock gate = new();
    private long second;
    private int asked;
    private int failed;

    /// <summary>False when this second is used up.</summary>
    public bool TryAsk()
    {
        lock (gate)
        {
            Roll();
            if (asked >= All || failed >= Failing) return false;
            asked++;
            return true;
        }
    }

    public void Failed()
    {
        lock (gate)
        {
            Roll();
            failed++;
        }
    }

    private void Roll()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        if (now == second) return;
        (second, asked, failed) = (now, 0, 0);
    }
}
