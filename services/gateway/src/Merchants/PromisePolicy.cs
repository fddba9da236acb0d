namespace Gateway.Merchants;

/// <summary>
/// When a merchant may tell its customer that the refund is certain (S138 against S106–S108). Never at the 202; the
/// state <c>succeeded</c> is never shown before it is true, whatever the policy.
/// </summary>
public enum PromisePolicy
{
    /// <summary>As soon as the refund center has taken it over: accepted, guaranteed (S138).</summary>
    Accepted,

    /// <summary>When the channel or bank says so.</summary>
    ChannelFinal,

    /// <summary>When the channel's own file agrees (S140); until then the refund stays <c>accepted</c>.</summary>
    Reconciled,
}
