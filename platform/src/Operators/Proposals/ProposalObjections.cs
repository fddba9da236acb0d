namespace Platform.Operators.Proposals;

/// <summary>Why nothing was done to a proposal.</summary>
internal static class ProposalObjections
{
    public static readonly Objection KindUnknown =
        new("proposal_kind_unknown", 404, "This service knows no such kind of proposal.");

    public static readonly Objection SubjectInvalid =
        new("proposal_subject_invalid", 422, "The subject has 1 to 200 characters, no control characters and no space around it.");

    public static readonly Objection PayloadInvalid =
        new("proposal_payload_invalid", 422, "The payload is not what this kind of proposal takes.");

    public static readonly Objection NotFound = new("proposal_not_found", 404, "There is no such proposal.");

    public static readonly Objection Closed = new("proposal_closed", 409, "The proposal has ended.");

    public static readonly Objection Expired = new("proposal_expired", 409, "Nobody approved the proposal in time: make it anew.");

    public static readonly Objection Returned =
        new("proposal_returned", 409, "The proposal was returned: it is its authors' turn.");

    public static readonly Objection Changed =
        new("proposal_changed", 409, "The payload is not the one whose hash was approved: read it again.");

    public static readonly Objection OtherPart =
        new("proposal_other_part", 403, "Who has written a proposal never checks it, and who has checked it never writes it.");

    public static readonly Objection NoAuthor = new("proposal_not_yours", 403, "Only an author of the proposal withdraws it.");

    public static Objection OpenAlready(Guid id) =>
        new("proposal_open_already", 409, $"Proposal {id:D} of this kind about the same is open.");
}
