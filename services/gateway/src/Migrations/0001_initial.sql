CREATE TABLE merchants (
    id         uuid PRIMARY KEY,
    name       text NOT NULL,
    channels   text[] NOT NULL,
    promise    text NOT NULL CHECK (promise IN ('Accepted', 'ChannelFinal', 'Reconciled')),
    created_at timestamptz NOT NULL
);

CREATE TABLE api_keys (
    id                    text PRIMARY KEY,
    merchant_id           uuid NOT NULL REFERENCES merchants,
    secret_hash           bytea NOT NULL,
    sealed_signing_secret bytea NOT NULL,
    created_at            timestamptz NOT NULL,
    revoked_at            timestamptz
);

-- A cache of 600 s. Unlogged: it costs no write-ahead log, and losing it loses no money (Signing/Nonce.cs).
CREATE UNLOGGED TABLE nonces (
    key_id  text NOT NULL,
    value   text NOT NULL,
    seen_at timestamptz NOT NULL,
    PRIMARY KEY (key_id, value)
);
CREATE INDEX nonces_old ON nonces (seen_at);

CREATE TABLE idempotency_keys (
    merchant_id uuid NOT NULL REFERENCES merchants,
    method      text NOT NULL,
    route       text NOT NULL,
    key         text NOT NULL,
    fingerprint bytea NOT NULL,
    status      int NOT NULL,
    location    text,
    e_tag       text,
    body        bytea NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (merchant_id, method, route, key)
);
CREATE INDEX idempotency_keys_old ON idempotency_keys (created_at);

CREATE TABLE payments (
    id                  uuid PRIMARY KEY,
    merchant_id         uuid NOT NULL REFERENCES merchants,
    merchant_payment_no text NOT NULL,
    paid_minor          bigint NOT NULL CHECK (paid_minor > 0),
    paid_currency       char(3) NOT NULL,
    fee_minor           bigint NOT NULL CHECK (fee_minor >= 0),
    fee_currency        char(3) NOT NULL,
    channel             text NOT NULL,
    channel_merchant    text NOT NULL,
    channel_payment_no  text NOT NULL,
    instrument          text NOT NULL,
    captured_at         timestamptz NOT NULL,
    cleared_at          timestamptz,
    repeat_at           timestamptz,
    repeats             int NOT NULL DEFAULT 0,
    in_flight           bigint NOT NULL DEFAULT 0 CHECK (in_flight >= 0),
    refunded            bigint NOT NULL DEFAULT 0 CHECK (refunded >= 0),
    excess_refunded     bigint NOT NULL DEFAULT 0 CHECK (excess_refunded >= 0),
    parts               int NOT NULL DEFAULT 0 CHECK (parts >= 0),
    may_revive_until    timestamptz,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    UNIQUE (merchant_id, merchant_payment_no),
    -- One payment at the channel has room for its refunds once, whoever registers it (docs/decisions/0013).
    CONSTRAINT once_per_channel_payment UNIQUE (channel, channel_merchant, channel_payment_no),
    CHECK (fee_currency = paid_currency),
    -- S3, S16: binds what we decide. What channels did beyond it stands in excess_refunded, so no fact is ever refused.
    CONSTRAINT never_more_than_paid CHECK (refunded + in_flight <= paid_minor)
) WITH (fillfactor = 60);
CREATE INDEX payments_to_repeat ON payments (repeat_at) WHERE repeat_at IS NOT NULL;

CREATE TABLE refunds (
    id                  uuid PRIMARY KEY,
    merchant_id         uuid NOT NULL REFERENCES merchants,
    merchant_refund_no  text NOT NULL,
    payment_id          uuid NOT NULL REFERENCES payments,
    amount_minor        bigint NOT NULL CHECK (amount_minor > 0),
    amount_currency     char(3) NOT NULL,
    reason              text,
    metadata            jsonb,
    promise             text NOT NULL,
    state               text NOT NULL CHECK (state IN
                            ('Received', 'Waiting', 'Accepted', 'Succeeded', 'Failed', 'Rejected', 'Cancelled', 'Returned')),
    attempt             int NOT NULL CHECK (attempt >= 1),
    version             int NOT NULL CHECK (version >= 1),
    method              text,
    waiting_for         text,
    expected_until      timestamptz,
    destination         text,
    error_code          text,
    error_message       text,
    retryable           boolean NOT NULL,
    accepted_at         timestamptz,
    success_promised_at timestamptz,
    channel_final_at    timestamptz,
    reconciled_at       timestamptz,
    bill_date           date,
    cancel_asked_at     timestamptz,
    cancel_refused_at   timestamptz,
    cancel_repeat_at    timestamptz,
    trace_parent        text,
    hand_on             text NOT NULL CHECK (hand_on IN
                            ('PaymentUncleared', 'Due', 'HandedOn', 'TakenOver', 'Answered', 'Withdrawn')),
    handed_on_at        timestamptz,
    in_flight           bigint NOT NULL CHECK (in_flight >= 0),
    at_payer            bigint NOT NULL CHECK (at_payer >= 0),
    counted_in_flight   bigint NOT NULL CHECK (counted_in_flight >= 0),
    counted_at_payer    bigint NOT NULL CHECK (counted_at_payer >= 0),
    count_due           boolean NOT NULL,
    may_revive_until    timestamptz,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    -- S2, S4: a merchant's refund number is never used for another refund, for ever.
    UNIQUE (merchant_id, merchant_refund_no)
) WITH (fillfactor = 60);
CREATE INDEX refunds_of_payment ON refunds (payment_id);
CREATE INDEX refunds_of_merchant ON refunds (merchant_id, created_at, id);
CREATE INDEX refunds_due ON refunds (merchant_id, created_at, id) WHERE hand_on = 'Due';
CREATE INDEX refunds_unanswered ON refunds (merchant_id) WHERE hand_on IN ('HandedOn', 'TakenOver');
CREATE INDEX refunds_not_taken_over ON refunds (handed_on_at) WHERE hand_on = 'HandedOn';
CREATE INDEX refunds_to_cancel ON refunds (cancel_repeat_at) WHERE cancel_repeat_at IS NOT NULL;
CREATE INDEX refunds_to_count ON refunds (payment_id) WHERE count_due;

-- The saga: what the gateway remembers of a refund while it moves.
CREATE TABLE refund_sagas (
    correlation_id     uuid PRIMARY KEY,
    current_state      text NOT NULL,
    attempt            int NOT NULL,
    payment            jsonb NOT NULL,
    amount_minor       bigint NOT NULL,
    amount_currency    char(3) NOT NULL,
    reason             text,
    merchant_refund_no text NOT NULL,
    execution_ordered  boolean NOT NULL,
    fee_given_back     bigint,
    method             text,
    expected_until     timestamptz,
    accepted_at        timestamptz,
    cancel_refused_at  timestamptz,
    known_version      int NOT NULL,
    reconciled_version int NOT NULL,
    confirmed_version  int NOT NULL,
    outcome            text NOT NULL,
    moved              jsonb NOT NULL,
    waiting_for        text,
    destination        text,
    channel_time       timestamptz,
    final_at           timestamptz,
    may_revive_until   timestamptz,
    bill_date          date,
    reconciled_at      timestamptz,
    error_code         text,
    error_message      text,
    order_no           int NOT NULL,
    ordered_outcome    text NOT NULL,
    ordered_moved      jsonb NOT NULL,
    asked              int NOT NULL,
    ask_again_token    uuid,
    updated_at         timestamptz NOT NULL
) WITH (fillfactor = 60);
