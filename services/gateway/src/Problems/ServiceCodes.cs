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
        ("payout", "payee_malformed", 422, "The body is no JSON object with name, account and bank_code alone."),
        ("payout", "payee_name_invalid", 422,
            "The name has 1 to 70 characters, among them a letter, and no control characters."),
        ("payout", "payee_account_invalid", 422, "The account has 6 to 34 letters and digits."),
        ("payout", "payee_bank_code_invalid", 422, "The bank code has 12 digits (CNAPS)."),
        ("payout", "vault_reader_refused", 403, "This service may not read payee data."),
        ("payout", "vault_reason_missing", 422, "A reader says in at most 200 characters what the data is for."),
        ("payout", "payee_not_found", 404, "There is no payee data for this payment."),
        ("refund-center", "legs_not_found", 404, "The refund has no legs here."),
        ("reconciliation", "invalid_parameter", 400, "A query parameter has a value that it does not take."),
        ("reconciliation", "run_not_found", 404, "There is no such run."),
    ];
}
