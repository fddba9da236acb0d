CREATE TABLE executions (
    correlation_id    uuid PRIMARY KEY,                       -- the refund
    current_state     text NOT NULL,
    "order"           jsonb,                                  -- ExecuteRefund of the present attempt
    stopped_attempt   int NOT NULL,
    forgotten         jsonb,                                  -- the order that a stop told of
    method            text,
    expected_until    timestamptz,
    facts             jsonb NOT NULL,                         -- what was heard of the legs
    heard             int[] NOT NULL,                         -- of these the versions, by ordinal
    found_payouts     int[] NOT NULL,                         -- ordinals of payout legs that a restore made us forget
    stop_ordinal      int,
    has_excess        boolean NOT NULL,
    version           int NOT NULL,
    confirmed_version int NOT NULL,
    last_executed     jsonb,
    last_reconciled   jsonb,
    repeat_at         timestamptz,
    repeats           int NOT NULL,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL
) WITH (fillfactor = 60);
CREATE INDEX executions_repeat ON executions (repeat_at) WHERE repeat_at IS NOT NULL;

CREATE TABLE certificates (
    refund_id uuid NOT NULL,
    ordinal   int NOT NULL,
    kind      text NOT NULL,
    evidence  jsonb NOT NULL,
    issued_at timestamptz NOT NULL,
    maker     text,
    checker   text,
    PRIMARY KEY (refund_id, ordinal),
    CONSTRAINT two_people_are_two CHECK (
        kind <> 'TwoPeople' OR (maker IS NOT NULL AND checker IS NOT NULL AND lower(maker) <> lower(checker)))
);

CREATE TABLE legs (
    id                    uuid PRIMARY KEY,
    refund_id             uuid NOT NULL REFERENCES executions,
    ordinal               int NOT NULL CHECK (ordinal > 0),
    previous_ordinal      int,
    attempt               int NOT NULL,
    method                text NOT NULL,
    channel               text NOT NULL,
    channel_merchant      text NOT NULL,
    no                    text NOT NULL CHECK (no ~ '^[A-Z][0-9A-Z]{19}$'),
    channel_no            text,
    channel_payment_no    text NOT NULL,
    payment_id            uuid NOT NULL,
    merchant_id           uuid NOT NULL,
    instrument            text NOT NULL,
    amount_minor          bigint NOT NULL CHECK (amount_minor > 0),
    amount_currency       char(3) NOT NULL,
    payment_total_minor   bigint NOT NULL,
    reason                text,
    status                text NOT NULL,
    waiting_for           text,
    code                  text,
    message               text,
    step                  text,
    due_at                timestamptz,
    is_risky              boolean NOT NULL,
    last_send_no          int NOT NULL,
    in_flight             boolean NOT NULL,
    unanswered_sends      int NOT NULL CHECK (unanswered_sends >= 0),
    submits               int NOT NULL,
    submitted_at          timestamptz,
    return_sent_at        timestamptz,
    return_refused        boolean NOT NULL,
    taken                 boolean NOT NULL,
    retried_at_once       boolean NOT NULL,
    times_refused         int NOT NULL,
    doomed_at             timestamptz,
    silent_until          timestamptz,
    may_have_been_sent_at timestamptz,
    overtaken_by          int,
    trace_parent          text,
    by_channel_minor      bigint NOT NULL CHECK (by_channel_minor >= 0),
    to_own_account_minor  bigint NOT NULL CHECK (to_own_account_minor >= 0),
    by_payout_minor       bigint NOT NULL CHECK (by_payout_minor >= 0),
    returned_minor        bigint NOT NULL CHECK (returned_minor >= 0),
    destination           text,
    channel_time          timestamptz,
    billed_on             date,
    died_at               timestamptz,
    never_sent            boolean NOT NULL,
    version               int NOT NULL,
    report_version        int NOT NULL,
    report_confirmed      int NOT NULL,
    report_at             timestamptz,
    repeat_at             timestamptz,
    repeats               int NOT NULL,
    payout_version        int NOT NULL,
    created_at            timestamptz NOT NULL,
    updated_at            timestamptz NOT NULL,
    -- What the deferred key below refers to while the leg is dead.
    dead_ordinal          int GENERATED ALWAYS AS (CASE WHEN died_at IS NOT NULL THEN ordinal END) STORED,
    -- What is due would be sent, and may have been sent before a restore.
    in_doubt              boolean GENERATED ALWAYS AS (step = 'Submit' AND may_have_been_sent_at IS NOT NULL) STORED,
    CONSTRAINT due_has_a_step CHECK ((step IS NULL) = (due_at IS NULL)),
    CONSTRAINT follows_the_leg_before CHECK (
        (ordinal = 1 AND previous_ordinal IS NULL) OR (ordinal > 1 AND previous_ordinal = ordinal - 1)),
    -- A further leg needs the certificate of the one before; and no leg is dead without its own (architecture 8).
    CONSTRAINT former_leg_is_certified FOREIGN KEY (refund_id, previous_ordinal) REFERENCES certificates (refund_id, ordinal),
    CONSTRAINT death_is_certified FOREIGN KEY (refund_id, dead_ordinal) REFERENCES certificates (refund_id, ordinal)
        DEFERRABLE INITIALLY DEFERRED
) WITH (fillfactor = 60);
CREATE UNIQUE INDEX legs_by_ordinal ON legs (refund_id, ordinal);
-- At most one leg is live or possibly live (invariant 4). A leg that pays after its death keeps its died_at.
CREATE UNIQUE INDEX legs_one_lives ON legs (refund_id) WHERE died_at IS NULL;
-- A number is one refund's for ever (invariant 5).
CREATE UNIQUE INDEX legs_by_no ON legs (no, channel, channel_merchant);
CREATE INDEX legs_due ON legs (channel, channel_merchant, is_risky, in_doubt, due_at) WHERE due_at IS NOT NULL;
-- Parts of one payment are sent some time apart.
CREATE INDEX legs_of_payment ON legs (payment_id);
CREATE INDEX legs_to_report ON legs (report_at) WHERE report_at IS NOT NULL;
CREATE INDEX legs_repeat ON legs (repeat_at) WHERE repeat_at IS NOT NULL;
CREATE INDEX legs_open ON legs (status, created_at) WHERE died_at IS NULL AND status <> 'Succeeded';

CREATE TABLE sends (
    leg_id      uuid NOT NULL REFERENCES legs,
    no          int NOT NULL,
    step        text NOT NULL,
    claimed_at  timestamptz NOT NULL,
    lease_until timestamptz NOT NULL,                         -- real time
    operation   text,
    verb        text,
    path        text,
    body        bytea,
    answered_at timestamptz,
    answer      text,
    detail      text,
    lapsed_at   timestamptz,
    PRIMARY KEY (leg_id, no)
);
CREATE INDEX sends_open ON sends (lease_until) WHERE answered_at IS NULL AND lapsed_at IS NULL;

CREATE TABLE seen_bill_facts (
    fact_id         uuid PRIMARY KEY,
    refund_id       uuid NOT NULL,
    ordinal         int NOT NULL,
    kind            text NOT NULL,
    channel_no      text,
    amount_minor    bigint NOT NULL,
    amount_currency char(3) NOT NULL,
    bill_date       date NOT NULL,
    file_hash       text NOT NULL,
    at              timestamptz NOT NULL,
    seen_at         timestamptz NOT NULL
);
CREATE INDEX seen_bill_facts_of_refund ON seen_bill_facts (refund_id);

CREATE TABLE notices (
    channel     text NOT NULL,
    id          text NOT NULL,
    leg_id      uuid NOT NULL,
    answer      text NOT NULL,
    body        bytea NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (channel, id)
);

CREATE TABLE cases (
    id        uuid PRIMARY KEY,
    refund_id uuid NOT NULL,
    ordinal   int NOT NULL,
    kind      text NOT NULL,
    detail    text NOT NULL,
    opened_at timestamptz NOT NULL,
    closed_at timestamptz
);
CREATE UNIQUE INDEX cases_once ON cases (refund_id, ordinal, kind);

CREATE TABLE restore_marks (
    restored_to timestamptz PRIMARY KEY,
    marked_at   timestamptz NOT NULL
);

-- Who has said all again that a restore made us forget; nothing is sent in doubt without payout's and reconciliation's.
CREATE TABLE restore_answers (
    service    text NOT NULL,
    restore_id uuid NOT NULL,                                 -- of the mark, as it was announced
    heard_at   timestamptz NOT NULL,
    people     text,                                          -- two of them, in place of a service that cannot answer
    PRIMARY KEY (service, restore_id)
);
