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
