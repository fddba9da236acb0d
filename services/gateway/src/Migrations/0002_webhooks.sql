CREATE TABLE webhook_endpoints (
    id                   uuid        NOT NULL PRIMARY KEY,
    merchant_id          uuid        NOT NULL REFERENCES merchants,
    url                  text        NOT NULL,
    event_types          text[]      NULL,
    sealed_secret        bytea       NOT NULL,
    former_sealed_secret bytea       NULL,
    former_until         timestamptz NULL,
    create_key           text        NOT NULL,
    rotate_key           text        NULL,
    created_at           timestamptz NOT NULL,
    paused_until         timestamptz NULL,
    disabled_at          timestamptz NULL,
    disabled_reason      text        NULL,
    UNIQUE (merchant_id, create_key),
    CHECK ((former_sealed_secret IS NULL) = (former_until IS NULL)),
    CHECK ((disabled_at IS NULL) = (disabled_reason IS NULL))
);

-- One version of a refund for one endpoint, written in the transaction that made the version.
CREATE TABLE webhook_deliveries (
    id           uuid        NOT NULL PRIMARY KEY,
    endpoint_id  uuid        NOT NULL REFERENCES webhook_endpoints ON DELETE CASCADE,
    merchant_id  uuid        NOT NULL,
    refund_id    uuid        NOT NULL,
    sequence     int         NOT NULL CHECK (sequence > 0),
    type         text        NOT NULL,
    body         bytea       NOT NULL,
    state        text        NOT NULL CHECK (state IN ('Pending', 'Delivered', 'Failed')),
    tries        int         NOT NULL CHECK (tries >= 0),
    next_try_at  timestamptz NULL,                    -- business time
    lease_until  timestamptz NULL,                    -- real time
    last_status  int         NULL,
    last_error   text        NULL,
    created_at   timestamptz NOT NULL,
    ended_at     timestamptz NULL,
    UNIQUE (endpoint_id, refund_id, sequence),
    CHECK ((state = 'Pending') = (next_try_at IS NOT NULL)),
    CHECK ((state = 'Pending') = (ended_at IS NULL))
) WITH (fillfactor = 60);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (endpoint_id, next_try_at) WHERE state = 'Pending';
CREATE INDEX webhook_deliveries_leased ON webhook_deliveries (endpoint_id) WHERE lease_until IS NOT NULL;
CREATE INDEX webhook_deliveries_of_merchant ON webhook_deliveries (merchant_id, state, id);
CREATE INDEX webhook_deliveries_ended ON webhook_deliveries (ended_at) WHERE ended_at IS NOT NULL;

-- The delivery log.
CREATE TABLE webhook_tries (
    id          uuid        NOT NULL PRIMARY KEY,
    delivery_id uuid        NOT NULL REFERENCES webhook_deliveries ON DELETE CASCADE,
    merchant_id uuid        NOT NULL,
    at          timestamptz NOT NULL,
    status      int         NULL,
    error       text        NULL,
    took_ms     int         NOT NULL
);
CREATE INDEX webhook_tries_of_delivery ON webhook_tries (delivery_id, id);
