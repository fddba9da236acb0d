namespace Platform.Operators;

/// <summary>An audit entry as it is read over HTTP: all that a verifier needs, without this service's help.</summary>
/// <param name="Detail">The text that is hashed: a JSON value in PostgreSQL's spelling.</param>
/// <param name="PreviousHash">Hexadecimal, as <paramref name="Hash"/>.</param>
public sealed record AuditView(
    long Seq, DateTimeOffset At, Guid? PersonId, string PersonName, string Action, string Subject, string? Reason,
    string Detail, string PreviousHash, string Hash)
{
    public static AuditView Of(AuditEntry e) => new(
        e.Seq, e.At, e.By.PersonId, e.By.Name, e.What.Action, e.What.Subject, e.What.Reason, (string)e.What.Detail!,
        Convert.ToHexStringLower(e.PreviousHash), Convert.ToHexStringLower(e.Hash));

    /// <summary>For <see cref="AuditChain"/>.</summary>
    public AuditEntry ToEntry() => new(
        Seq, At, new(PersonId, PersonName), new(Action, Subject, Reason, Detail),
        Convert.FromHexString(PreviousHash), Convert.FromHexString(Hash));
}
