namespace Accounting.Journals;

/// <summary>
/// A sum of named amounts with signs, for example <c>paid − fee</c>: computed by the ledger, printed by the
/// documentation.
/// </summary>
public sealed class Formula
{
    private readonly (int Sign, string Name, Func<Amounts, long> Of)[] terms;

    private Formula((int, string, Func<Amounts, long>)[] terms) => this.terms = terms;

    public static Formula Paid { get; } = Named("paid", a => a.Paid);
    public static Formula Fee { get; } = Named("fee", a => a.Fee);
    public static Formula Moved { get; } = Named("moved", a => a.Moved);
    public static Formula Held { get; } = Named("held", a => a.Held);
    public static Formula Pending { get; } = Named("pending", a => a.Pending);
    public static Formula Cash { get; } = Named("cash", a => a.Cash);
    public static Formula Debt { get; } = Named("debt", a => a.Debt);
    public static Formula Loss { get; } = Named("loss", a => a.Loss);

    /// <summary>
    /// How often each name stands in it, with its sign: lines whose counts all cancel out are balanced whatever the
    /// amounts.
    /// </summary>
    public IEnumerable<(string Name, int Sign)> Terms => terms.Select(t => (t.Name, t.Sign));

    public static Formula operator +(Formula a, Formula b) => new([.. a.terms, .. b.terms]);
    public static Formula operator -(Formula a, Formula b) => a + -b;
    public static Formula operator -(Formula a) => new([.. a.terms.Select(t => (-t.Sign, t.Name, t.Of))]);
    public static Formula operator +(Formula a) => a;

    /// <exception cref="OverflowException">The amounts do not fit.</exception>
    public long Of(Amounts amounts)
    {
        var sum = 0L;
        foreach (var (sign, _, of) in terms) sum = checked(sum + (sign * of(amounts)));
        return sum;
    }

    public override string ToString() => string.Concat(terms.Select((t, i) => (t.Sign, i) switch
    {
        ( < 0, 0) => "−" + t.Name,
        (_, 0) => "+" + t.Name,
        ( < 0, _) => " − " + t.Name,
        _ => " + " + t.Name,
    }));

    private static Formula Named(string name, Func<Amounts, long> of) => new([(1, name, of)]);
}
