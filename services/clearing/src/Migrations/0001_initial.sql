-- A payment with its price and the sums of its refunds.
CREATE TABLE payments (
    payment_id          uuid        NOT NULL PRIMARY KEY,
    merchant_id         uuid        NOT NULL,
    merchant_payment_no text        NOT NULL,
    paid_minor          bigint      NOT NULL,
    paid_currency       char(3)     NOT NULL,
    fee_minor           bigint      NOT NULL,
    fee_currency        char(3)     NOT NULL,
    channel             text        NOT NULL,
    channel_merchant    text        NOT NULL,
    channel_payment_no  text        NOT NULL,
    instrument          text        NOT NULL,
    captured_at         timestamptz NOT NULL,
    refunded            bigint      NOT NULL,
    in_flight           bigint      NOT NULL,
    excess_refunded     bigint      NOT NULL,
    excess_in_flight    bigint      NOT NULL,
    fees_given_back     bigint      NOT NULL,
    booked_at           timestamptz NULL,
    ask_at              timestamptz NULL,
    asked               integer     NOT NULL,
    updated_at          timestamptz NOT NULL,
    CONSTRAINT ck_payments_price CHECK (paid_minor > 0 AND fee_minor >= 0 AND fee_currency = paid_currency),
    -- Invariant 3. What facts bring beyond it stands in the two columns beside, so that a fact is never refused.
    CONSTRAINT ck_payments_refundable CHECK (refunded >= 0 AND in_flight >= 0 AND refunded + in_flight <= paid_minor),
    CONSTRAINT ck_payments_beyond CHECK (excess_refunded >= 0 AND excess_in_flight >= 0 AND fees_given_back >= 0),
    CONSTRAINT ck_payments_booked CHECK (booked_at IS NULL OR ask_at IS NULL)
) WITH (fillfactor = 60);
CREATE INDEX ix_payments_ask_at ON payments (ask_at) WHERE ask_at IS NOT NULL;

-- The deduction saga: one row per refund, kept as long as the refund.
CREATE TABLE deductions (
    correlation_id       uuid        NOT NULL PRIMARY KEY,
    current_state        text        NOT NULL,
    attempt              integer     NOT NULL,
    payment_id           uuid        NOT NULL,
    merchant_id          uuid        NOT NULL,
    channel              text        NOT NULL,
    amount_minor         bigint      NOT NULL,
    amount_currency      char(3)     NOT NULL,
    fee                  bigint      NOT NULL,
    counted_live         bigint      NOT NULL,
    counted_moved        bigint      NOT NULL,
    counted_fee          bigint      NOT NULL,
    missing              bigint      NOT NULL,
    hold_lost            boolean     NOT NULL,
    error_code           text        NULL,
    error_message        text        NULL,
    order_no             integer     NOT NULL,
    order_attempt        integer     NOT NULL,
    settled_no           integer     NOT NULL,
    outcome              text        NULL,
    moved_by_channel     bigint      NOT NULL,
    moved_to_own_account bigint      NOT NULL,
    moved_by_payout      bigint      NOT NULL,
    moved_returned       bigint      NOT NULL,
    ask_again_token      uuid        NULL,
    asked                integer     NOT NULL,
    updated_at           timestamptz NOT NULL,
    CONSTRAINT ck_deductions_counted CHECK (counted_live >= 0 AND counted_moved >= 0 AND counted_fee >= 0),
    CONSTRAINT ck_deductions_fee CHECK (fee >= 0 AND (fee <= amount_minor OR error_code IS NOT NULL)),
    CONSTRAINT ck_deductions_settled CHECK (settled_no <= order_no),
    CONSTRAINT ck_deductions_refused CHECK (current_state <> 'Refused' OR error_code IS NOT NULL)
) WITH (fillfactor = 60);
CREATE INDEX ix_deductions_payment_id ON deductions (payment_id);

-- The places of the refunds that wait for their merchant's money.
CREATE TABLE waiting_refunds (
    refund_id     uuid        NOT NULL PRIMARY KEY,
    merchant_id   uuid        NOT NULL,
    need_minor    bigint      NOT NULL,
    need_currency char(3)     NOT NULL,
    since         timestamptz NOT NULL,
    passes        integer     NOT NULL,
    asked         boolean     NOT NULL,
    tried_at      timestamptz NULL,
    CONSTRAINT ck_waiting_refunds_need CHECK (need_minor >= 0 AND passes >= 0)
);
CREATE INDEX ix_waiting_refunds_merchant_id ON waiting_refunds (merchant_id, since);
