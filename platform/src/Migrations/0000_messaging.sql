-- A UUID that sorts by the real time it was made. PostgreSQL 18 has one of its own.
CREATE FUNCTION uuid_v7() RETURNS uuid LANGUAGE sql VOLATILE AS $$
    SELECT encode(set_bit(set_bit(overlay(
        uuid_send(gen_random_uuid())
        placing substring(int8send(floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
        52, 1), 53, 1), 'hex')::uuid
$$;

-- What was consumed: one row per message and endpoint. Partitioned by the message id, which is a UUIDv7, so that the key stays
-- unique and old days can be dropped whole.
CREATE TABLE inbox (
    message_id uuid NOT NULL,
    endpoint   text NOT NULL,
    PRIMARY KEY (message_id, endpoint)
) PARTITION BY RANGE (message_id);

-- What is to be sent. A row lives until its publish was confirmed.
CREATE TABLE outbox (
    id           uuid PRIMARY KEY,
    message_id   uuid,                                -- null until a scheduled row is first claimed for sending
    exchange     text NOT NULL,
    message_type text NOT NULL,
    body         bytea NOT NULL,
    trace_parent text,
    token        uuid,                                -- of a scheduled message
    redelivered  int NOT NULL DEFAULT 0,              -- how often it was parked
    due_at       timestamptz,                         -- business time; null = at once
    owner        uuid,                                -- the process that is sending it
    lease_until  timestamptz NOT NULL,                -- real time
    returned     int NOT NULL DEFAULT 0,              -- how often no queue was bound for it
    created_at   timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX outbox_now ON outbox (lease_until) WHERE due_at IS NULL;
CREATE INDEX outbox_due ON outbox (due_at) WHERE due_at IS NOT NULL;
CREATE UNIQUE INDEX outbox_token ON outbox (token) WHERE token IS NOT NULL;
ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 5000);

-- Messages that could not be handled or delivered, for people.
CREATE TABLE dead_letters (
    id             uuid PRIMARY KEY,
    source         text NOT NULL,                     -- the queue, or 'outbox'
    message_id     uuid,
    message_type   text,
    exchange       text,
    body           bytea NOT NULL,
    reason         text NOT NULL,
    arrived_at     timestamptz NOT NULL DEFAULT now(),
    closed_at      timestamptz,
    closed_as      text,                              -- redriven, discarded
    closed_by      text,
    closed_because text
);
CREATE INDEX dead_letters_open ON dead_letters (arrived_at, id) WHERE closed_at IS NULL;
