namespace Gateway.Problems;

/// <summary>
/// The codes with which the other services refuse what one of the platform's own services or the console asks over
/// HTTP. Merchants never see them; docs/errors.md lists them from here, and each service's tests look them up there.
/// </summary>
public static class ServiceCodes
{
    public static IReadOnlyList<(string Service, string Code, int Status, string English)> All { get; } =
    [
        ("all", "internal_signature_invalid", 401,
            "No signature of a service of the platform that fits caller, method, path and query, and still holds."),
        ("all", "dead_letter_not_found", 404, "There is no such open letter."),
        ("all", "parameter_missing", 400, "A query parameter is needed."),
        ("all", "operator_required", 403, "Only a person who signed in may do this."),
        ("all", "operator_not_allowed", 403, "This is between services, and for no person."),
        ("all", "role_missing", 403, "The person lacks the role that is needed."),
        ("all", "body_invalid", 400,
            "The body is a JSON object of at most 64 KiB with the members that the address knows."),
        ("all", "reason_invalid", 422, "A reason of 5 to 500 characters is needed, without control characters."),
        ("all", "proposal_kind_unknown", 404, "The service knows no such kind of proposal."),
        ("all", "proposal_subject_invalid", 422,
            "The subject has 1 to 200 characters, no control characters and no space around it."),
        ("all", "proposal_payload_invalid", 422, "The payload is not what this kind of proposal takes."),
        ("all", "proposal_not_found", 404, "There is no such proposal."),
        ("all", "proposal_open_already", 409, "A proposal of this kind about the same is open."),
        ("all", "proposal_closed", 409, "The proposal has ended."),
        ("all", "proposal_expired", 409, "Nobody approved the proposal in time: make it anew."),
        ("all", "proposal_not_yours", 403, "Only an author of the proposal withdraws it."),
        ("all", "proposal_returned", 409, "The proposal was returned: it is its authors' turn."),
        ("all", "proposal_changed", 409, "The payload is not the one whose hash was approved: read it again."),
        ("all", "proposal_other_part", 403,
            "Who has written a proposal never checks it, and who has checked it never writes it."),
        ("payout", "payee_malformed", 422, "The body is no JSON object with name, account and bank_code alone."),
        ("payout", "payee_name_invalid", 422,
            "The name has 1 to 70 characters, among them a letter, and no control characters."),
        ("payout", "payee_account_invalid", 422, "The account has 6 to 34 letters and digits."),
        ("payout", "payee_bank_code_invalid", 422, "The bank code has 12 digits (CNAPS)."),
        ("payout", "vault_reader_refused", 403, "This service may not read payee data."),
        ("payout", "vault_reason_missing", 422, "A reader says in at most 200 characters what the data is for."),
        ("payout", "payee_not_found", 404, "There is no payee data for this payment."),
        ("refund-center", "legs_not_found", 404, "The refund has no legs here."),
        ("refund-center", "leg_not_found", 404, "There is no such leg."),
        ("refund-center", "case_not_found", 404, "There is no such open case."),
        ("refund-center", "leg_ended", 409, "It has paid, died or come back."),
        ("refund-center", "call_under_way", 409, "A request is under way; its answer comes first."),
        ("refund-center", "nobody_to_ask", 409, "There is nobody to ask by this method or channel."),
        ("refund-center", "resend_forbidden", 409, "The channel's rules forbid sending it again."),
        ("refund-center", "nothing_sent", 409, "Nothing was sent yet."),
        ("refund-center", "already_claimed", 409, "A send was claimed: only a certificate ends it."),
        ("refund-center", "already_suspended", 409, "It is suspended already."),
        ("refund-center", "not_suspended", 409, "It is not suspended."),
        ("refund-center", "at_payout", 409, "The payout service has it."),
        ("refund-center", "one_person", 409, "Two different persons are needed."),
        ("refund-center", "unknown_method", 422, "The methods are interface, file, offline and payout."),
        ("refund-center", "queue_not_found", 404, "There is no queue of that name."),
        ("reconciliation", "invalid_parameter", 400, "A query parameter has a value that it does not take."),
        ("reconciliation", "run_not_found", 404, "There is no such run."),
    ];
}
