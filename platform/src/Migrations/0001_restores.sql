-- This service was started from an older copy of its database: said to the others several times, as one restore and under one
-- message id however often it is started so. A copy does not know of it: a further restore from it is another one.
CREATE TABLE restore_announcements (
    restore_id  uuid PRIMARY KEY,                     -- also the message's id
    restored_to timestamptz NOT NULL UNIQUE,
    announced   int NOT NULL,
    announce_at timestamptz                           -- business time; null when it was said often enough
);
CREATE INDEX restore_announcements_due ON restore_announcements (announce_at) WHERE announce_at IS NOT NULL;

-- Another service was: what is said to it again, and how far that is.
CREATE TABLE restore_repeats (
    id          uuid PRIMARY KEY,
    restore_id  uuid NOT NULL,
    service     text NOT NULL,
    what        text NOT NULL,
    since       timestamptz NOT NULL,
    reached_id  uuid NOT NULL,                        -- rows up to this id were said
    done_at     timestamptz,
    answered_at timestamptz,                          -- it was told that all is said; null for ever when nobody waits for that
    UNIQUE (restore_id, what)
);
CREATE INDEX restore_repeats_open ON restore_repeats (id) WHERE done_at IS NULL;
