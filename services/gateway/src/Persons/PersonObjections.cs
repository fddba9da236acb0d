using Platform.Operators;

namespace Gateway.Persons;

/// <summary>Why a person is not let in, or nothing is done to a person.</summary>
public static class PersonObjections
{
    public static readonly Objection SignInRefused =
        new("sign_in_refused", 401, "Name or secret is wrong, or the person is locked or disabled.");

    public static readonly Objection SignInBusy =
        new("sign_in_busy", 429, "Too many secrets are being checked: try again in a second.");

    public static readonly Objection SessionMissing =
        new("session_missing", 401, "Sign in: the bearer token of a session that has not ended is needed.");

    public static readonly Objection SecretWrong =
        new("secret_wrong", 403, "The present secret is wrong, or the person was locked meanwhile.");

    public static readonly Objection FirstSecret =
        new("first_secret", 403, "A first secret opens nothing: set one of your own.");

    public static readonly Objection SecretRefused =
        new("secret_refused", 422,
            "A secret has 12 to 200 characters, at least five different ones, and not the person's name.");

    public static readonly Objection SecretReused =
        new("secret_reused", 422, "It was one of the person's last five.");

    public static readonly Objection AdminKeyInvalid =
        new("admin_key_invalid", 401, "The admin key is needed as bearer.");

    public static readonly Objection KeepersExist =
        new("keepers_exist", 409,
            "Two persons with the role persons are there: they propose and approve further ones.");

    public static readonly Objection NotFound = new("person_not_found", 404, "There is no such person.");

    public static readonly Objection Exists = new("person_exists", 409, "There is a person of this name.");

    public static readonly Objection Disabled = new("person_disabled", 409, "The person is disabled.");

    public static readonly Objection NameInvalid =
        new("person_name_invalid", 422, "A name has 2 to 40 letters, digits, dots, dashes or underlines.");

    public static readonly Objection RolesInvalid =
        new("person_roles_invalid", 422, "1 to 20 different roles of 2 to 40 small letters, digits, dots or dashes.");

    public static readonly Objection TooFewLeft =
        new("too_few_keepers", 409, "Two persons with the role persons must be left.");

    public static readonly Objection PartGone =
        new("first_secret_gone", 404, "There is no part of a first secret for you, or you have read it.");

    public static readonly Objection ServiceUnknown =
        new("operator_service_unknown", 404, "There is no such service behind /operators.");

    /// <summary>Every one, as docs/errors.md lists them.</summary>
    public static IReadOnlyList<Objection> All { get; } =
    [
        SignInRefused, SignInBusy, SessionMissing, SecretWrong, FirstSecret, SecretRefused, SecretReused,
        AdminKeyInvalid, KeepersExist, NotFound, Exists, Disabled, NameInvalid, RolesInvalid, TooFewLeft, PartGone,
        ServiceUnknown,
    ];
}
