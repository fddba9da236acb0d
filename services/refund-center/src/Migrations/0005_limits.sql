-- What the channels allow, shared by all replicas: each claims under these rows' locks.

-- Two budgets of requests per channel merchant (S6), in thousandths of a request as of filled_at, which is the
-- database's own time: replicas' clocks differ.
CREATE TABLE request_budgets (
    channel          text NOT NULL,
    channel_merchant text NOT NULL,
    good             bigint NOT NULL,
    bad              bigint NOT NULL,
    filled_at        timestamptz NOT NULL,
    PRIMARY KEY (channel, channel_merchant)
) WITH (fillfactor = 20);

-- Steps from merchant to merchant within a lane that has more due than may go: none starves the others.
CREATE INDEX legs_due_by_merchant ON legs (channel, channel_merchant, is_risky, in_doubt, merchant_id, due_at)
    WHERE due_at IS NOT NULL;

-- How a channel as a whole is doing; times of the business clock. No row: nothing has failed yet.
CREATE TABLE channel_breakers (
    channel       text PRIMARY KEY,
    failures      int NOT NULL CHECK (failures >= 0),         -- in a row
    failing_since timestamptz,
    opened_at     timestamptz,                                -- taken for down since then
    probe_at      timestamptz,                                -- when one leg of any kind may try
    ask_at        timestamptz,                                -- when one question or retry may go
    CONSTRAINT open_has_its_times CHECK (
        (opened_at IS NULL) = (probe_at IS NULL) AND (opened_at IS NULL) = (ask_at IS NULL))
) WITH (fillfactor = 50);

-- What may be asked of a channel that is taken for down: whatever it may have already.
CREATE INDEX legs_of_unknown_end ON legs (channel, due_at)
    WHERE due_at IS NOT NULL AND (step <> 'Submit' OR submits > 0);
