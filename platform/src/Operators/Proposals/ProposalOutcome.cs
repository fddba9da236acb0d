namespace Platform.Operators.Proposals;

/// <summary>What became of an approved proposal.</summary>
public abstract record ProposalOutcome
{
    private ProposalOutcome()
    {
    }

    /// <summary>It was done.</summary>
    /// <param name="Result">Kept with the proposal as JSON; carries no secret.</param>
    public sealed record Done(object? Result = null) : ProposalOutcome
    {
        /// <summary>Told to the checker in the answer, and kept nowhere.</summary>
        public object? ToldOnce { get; init; }
    }

    /// <summary>It can no longer be done; whatever was written for it is rolled back.</summary>
    public sealed record Refused(Objection Why) : ProposalOutcome;
}
