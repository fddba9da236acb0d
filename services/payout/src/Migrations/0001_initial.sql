-- The order, as refund-center knows it: one per leg.
CREATE TABLE payouts (
    correlation_id    uuid PRIMARY KEY,
    current_state     text NOT NULL,
    refund_id         uuid NOT NULL,
    leg_ordinal       int NOT NULL,
    merchant_id       uuid NOT NULL,
    confirmed_version int NOT NULL,
    repeats           int NOT NULL,
    tell_again_token  uuid,
    updated_at        timestamptz NOT NULL
);

-- The order, as the bank sees it. No payee data: that is in payees.
CREATE TABLE transfers (
    payout_id        uuid PRIMARY KEY,
    no               text NOT NULL UNIQUE CHECK (no ~ '^[A-Z][0-9A-Z]{19}$'),   -- never used for another transfer
    payment_id       uuid NOT NULL,
    amount_minor     bigint NOT NULL CHECK (amount_minor > 0),
    amount_currency  char(3) NOT NULL,
    remark           text,
    trace_parent     text,                                -- the trace of its order, for the calls about it
    phase            text NOT NULL CHECK (phase IN
                         ('WantsPayee', 'ToSend', 'AtBank', 'Booked', 'Dead', 'Stopped', 'Returned')),
    version          int NOT NULL,
    noted_version    int NOT NULL,                        -- what the order has taken over
    execution_date   date,
    due_at           timestamptz,                         -- next send (ToSend) or question (AtBank)
    sends            int NOT NULL,
    unanswered_sends int NOT NULL CHECK (unanswered_sends BETWEEN 0 AND sends),
    asks             int NOT NULL,
    sent_at          timestamptz,
    in_doubt_since   timestamptz,                         -- a restore that may have made us forget that it was sent
    is_stop_asked    boolean NOT NULL,                    -- while it was in doubt
    asked_at         timestamptz,
    rejected_code    text,                                -- a definite code that still lacks its certificate
    rejected_message text,
    rejected_at      timestamptz,
    certificate      text,                                -- why it is certainly dead
    moved_minor      bigint NOT NULL CHECK (moved_minor >= 0),
    returned_minor   bigint NOT NULL CHECK (returned_minor >= 0),
    bank_reference   text,
    bank_time        timestamptz,
    error_code       text,
    error_message    text,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    CHECK ((phase = 'Dead') <= (certificate IS NOT NULL))
);
CREATE INDEX transfers_due ON transfers (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX transfers_of_payment ON transfers (payment_id);
CREATE INDEX transfers_unnoted ON transfers (updated_at) WHERE noted_version < version;
CREATE INDEX transfers_open ON transfers (phase, created_at) WHERE phase IN ('WantsPayee', 'ToSend', 'AtBank');

-- What was, or may have been, sent: written before the call, with the vault token where payee data goes.
CREATE TABLE sends (
    payout_id   uuid NOT NULL REFERENCES transfers,
    send_no     int NOT NULL,
    no          text NOT NULL,
    operation   text NOT NULL,
    method      text NOT NULL,
    path        text NOT NULL,
    body        bytea NOT NULL,
    claimed_at  timestamptz NOT NULL,
    lease_until timestamptz NOT NULL,                     -- real time; ended without an answer = unknown
    lapsed      boolean NOT NULL,
    answered_at timestamptz,
    answer      text,
    code        text,
    detail      text,
    never_left  boolean NOT NULL,                         -- certainly not sent: no connection came about
    PRIMARY KEY (payout_id, send_no)
);
-- Retry mode Never: a number goes to the bank once.
CREATE UNIQUE INDEX sends_once ON sends (no) WHERE NOT never_left;
CREATE INDEX sends_unanswered ON sends (lease_until) WHERE answered_at IS NULL AND NOT lapsed;

-- What the bank was asked, and what it said: evidence.
CREATE TABLE asks (
    payout_id uuid NOT NULL REFERENCES transfers,
    ask_no    int NOT NULL,
    asked_at  timestamptz NOT NULL,
    answer    text NOT NULL,
    code      text,
    detail    text,
    is_silent boolean NOT NULL,                           -- every statement that could name it was read before, and none does
    PRIMARY KEY (payout_id, ask_no)
);

-- Movements, each once, whoever told of it first: an answer, a notification or a statement.
CREATE TABLE bank_lines (
    bank_reference  text PRIMARY KEY,
    no              text NOT NULL,
    payout_id       uuid,                                 -- null: none of ours, or in another currency
    kind            text NOT NULL CHECK (kind IN ('Booked', 'Returned', 'Reversed')),
    amount_minor    bigint NOT NULL CHECK (amount_minor > 0),
    amount_currency char(3) NOT NULL,
    reason_code     text,
    booked_on       date NOT NULL,
    source          text NOT NULL,
    seen_at         timestamptz NOT NULL
);
CREATE INDEX bank_lines_no ON bank_lines (no);
CREATE INDEX bank_lines_unmatched ON bank_lines (seen_at) WHERE payout_id IS NULL;

CREATE TABLE statements (
    to_day            date PRIMARY KEY,
    from_day          date NOT NULL,
    sequence_no       bigint NOT NULL,
    opening_minor     bigint NOT NULL,
    closing_minor     bigint NOT NULL,
    names_every_debit boolean NOT NULL,
    hash              text NOT NULL,
    trusted           boolean NOT NULL,                   -- follows the one before without a gap and names every debit
    read_at           timestamptz NOT NULL,
    CHECK (from_day <= to_day)
);

CREATE TABLE report_cursors (
    route      text PRIMARY KEY,
    position   text,
    read_to_end_at timestamptz NOT NULL
);

-- The vault. A row without a ciphertext is a place that waits for its data.
CREATE TABLE payees (
    payment_id     uuid PRIMARY KEY,
    key_id         text,
    nonce          bytea CHECK (length(nonce) = 12),
    ciphertext     bytea,
    masked_name    text,
    masked_account text,
    stored_at      timestamptz,
    CHECK (num_nulls(key_id, nonce, ciphertext, masked_name, masked_account, stored_at) IN (0, 6))
);

-- Data keys, one a month, wrapped by a key that is not in this database. A destroyed key keeps its row and loses its bytes.
CREATE TABLE vault_keys (
    key_id       text PRIMARY KEY,
    kek_id       text NOT NULL,
    nonce        bytea CHECK (length(nonce) = 12),
    wrapped      bytea,
    created_at   timestamptz NOT NULL,
    destroyed_at timestamptz,
    CHECK ((destroyed_at IS NULL) = (wrapped IS NOT NULL) AND (wrapped IS NULL) = (nonce IS NULL))
);

-- Who touched payee data, and why; append-only.
CREATE TABLE vault_audit (
    id         uuid PRIMARY KEY,
    payment_id uuid NOT NULL,
    action     text NOT NULL CHECK (action IN ('Stored', 'Replaced', 'Read')),
    caller     text NOT NULL,
    reason     text NOT NULL,
    at         timestamptz NOT NULL
);
CREATE INDEX vault_audit_payment ON vault_audit (payment_id, at);
CREATE FUNCTION vault_audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'vault_audit is append-only'; END $$;
CREATE TRIGGER vault_audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON vault_audit
    FOR EACH STATEMENT EXECUTE FUNCTION vault_audit_is_append_only();

-- After a restore nothing is sent until what may have been sent since the copy was asked for.
CREATE TABLE send_holds (
    id          uuid PRIMARY KEY,
    copied_at   timestamptz NOT NULL,
    opened_at   timestamptz NOT NULL,
    released_at timestamptz
);
CREATE UNIQUE INDEX send_holds_open ON send_holds ((true)) WHERE released_at IS NULL;
