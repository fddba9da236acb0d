-- Copies of the channels' rulebooks, which refund-center owns and publishes.
CREATE TABLE rulebooks (
    channel        text NOT NULL,
    version        int NOT NULL,
    effective_from timestamptz NOT NULL,
    document       text NOT NULL,
    hash           text NOT NULL,
    heard_at       timestamptz NOT NULL,
    PRIMARY KEY (channel, version)
);

-- The version by which the refund was admitted, so that it can be explained. Nullable: the release before this one admits without it.
ALTER TABLE refunds ADD COLUMN rulebook_version int;
