-- The same as NameId.Of: ids that are a function of a business key.
CREATE FUNCTION name_id(name text) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
$$ SELECT left(encode(sha256(convert_to(name, 'UTF8')), 'hex'), 32)::uuid $$;

-- Our rows: legs that were submitted to a channel.
CREATE TABLE legs (
    id                 uuid PRIMARY KEY,                  -- name_id of refund and ordinal
    refund_id          uuid NOT NULL,
    ordinal            int NOT NULL,
    version            int NOT NULL,
    channel            text NOT NULL,
    channel_merchant   text NOT NULL,
    no                 text NOT NULL,
    channel_no         text,
    channel_payment_no text NOT NULL,
    amount_minor       bigint NOT NULL,
    amount_currency    char(3) NOT NULL,
    state              text NOT NULL CHECK (state IN ('Sent', 'Succeeded', 'Dead')),
    sent_at            timestamptz NOT NULL,
    first_day          date NOT NULL,
    until_day          date NOT NULL,
    last_day           date NOT NULL,
    dirty              boolean NOT NULL,
    updated_at         timestamptz NOT NULL,
    UNIQUE (channel, channel_merchant, no)                -- a number is one refund's for ever
) WITH (fillfactor = 60);
CREATE INDEX legs_dirty ON legs (channel, channel_merchant, id) WHERE dirty;

-- Whose files are fetched.
CREATE TABLE channel_merchants (
    id        uuid PRIMARY KEY,
    channel   text NOT NULL,
    no        text NOT NULL,
    first_day date NOT NULL,
    UNIQUE (channel, no)
);

-- The day's run (saga).
CREATE TABLE runs (
    correlation_id   uuid PRIMARY KEY,                    -- name_id of channel, merchant and day
    current_state    text NOT NULL,
    channel          text NOT NULL,
    channel_merchant text NOT NULL,
    day              date NOT NULL,
    round            int NOT NULL,
    kinds            text[] NOT NULL,
    arrived          text[] NOT NULL,
    lines            int NOT NULL,
    moved            int NOT NULL,
    waiting          int NOT NULL,
    breaks           int NOT NULL,
    opened_at        timestamptz NOT NULL,
    done_at          timestamptz,
    updated_at       timestamptz NOT NULL,
    UNIQUE (channel, channel_merchant, day)
);
CREATE INDEX runs_day ON runs (day DESC);

-- Files that are wanted, one row per run and kind.
CREATE TABLE fetches (
    id               uuid PRIMARY KEY,                    -- name_id of run and kind
    run_id           uuid NOT NULL,
    channel          text NOT NULL,
    channel_merchant text NOT NULL,
    day              date NOT NULL,
    kind             text NOT NULL,
    round            int NOT NULL,
    answered_round   int NOT NULL,
    due_at           timestamptz,
    lease_until      timestamptz,                         -- real time
    claim_no         int NOT NULL,
    tries            int NOT NULL,
    answer           text,
    file_id          uuid,
    UNIQUE (channel, channel_merchant, day, kind)
);
CREATE INDEX fetches_due ON fetches (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX fetches_run ON fetches (run_id);

-- What arrived. At most one version of a day and kind counts, and the same bytes are never two versions.
CREATE TABLE bill_files (
    id               uuid PRIMARY KEY,
    channel          text NOT NULL,
    channel_merchant text NOT NULL,
    day              date NOT NULL,
    kind             text NOT NULL,
    hash             text NOT NULL,
    version          int NOT NULL,
    line_count       int NOT NULL,
    begun_at         timestamptz NOT NULL,
    loaded_at        timestamptz,
    superseded_at    timestamptz
);
CREATE UNIQUE INDEX bill_files_counts ON bill_files (channel, channel_merchant, day, kind)
    WHERE loaded_at IS NOT NULL AND superseded_at IS NULL;
CREATE UNIQUE INDEX bill_files_hash ON bill_files (channel, channel_merchant, day, kind, hash)
    WHERE loaded_at IS NOT NULL;

CREATE TABLE bill_lines (
    file_id            uuid NOT NULL REFERENCES bill_files ON DELETE CASCADE,
    line_no            int NOT NULL,
    kind               text NOT NULL,
    channel_payment_no text NOT NULL,
    no                 text NOT NULL,
    channel_no         text NOT NULL,
    amount_minor       bigint NOT NULL,
    amount_currency    char(3) NOT NULL,
    fee_minor          bigint NOT NULL,
    fee_currency       char(3) NOT NULL,
    status             text NOT NULL,
    moved_money        boolean NOT NULL,
    at                 timestamptz NOT NULL,
    PRIMARY KEY (file_id, line_no)
);
CREATE INDEX bill_lines_no ON bill_lines (no) WHERE kind = 'Refund';

-- Days that are to be matched, one row per run.
CREATE TABLE matchings (
    run_id           uuid PRIMARY KEY,
    channel          text NOT NULL,
    channel_merchant text NOT NULL,
    day              date NOT NULL,
    round            int NOT NULL,
    matched_round    int NOT NULL,
    lines            int NOT NULL,
    moved            int NOT NULL,
    waiting          int NOT NULL,
    breaks           int NOT NULL
);
CREATE INDEX matchings_due ON matchings (run_id) WHERE matched_round < round;

-- The day-cut pool (日切): what one side has and the other one may still get.
CREATE TABLE day_cut_pool (
    side             text NOT NULL CHECK (side IN ('Ours', 'Theirs')),
    channel          text NOT NULL,
    channel_merchant text NOT NULL,
    no               text NOT NULL,
    channel_no       text NOT NULL,                       -- empty on our side
    first_seen_day   date NOT NULL,
    until_day        date NOT NULL,
    entered_at       timestamptz NOT NULL,
    ended_at         timestamptz,
    ended_as         text CHECK (ended_as IN ('Matched', 'Unmatched')),
    PRIMARY KEY (channel, channel_merchant, no, channel_no, side)
);
CREATE INDEX day_cut_pool_waiting ON day_cut_pool (channel, channel_merchant, no) WHERE ended_as IS NULL;

CREATE TABLE breaks (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind             text NOT NULL,
    channel          text NOT NULL,
    channel_merchant text NOT NULL,
    no               text NOT NULL,                       -- for a file: its kind and day
    channel_no       text NOT NULL,
    refund_id        uuid,
    day              date NOT NULL,
    ours_minor       bigint,
    theirs_minor     bigint,
    currency         char(3),
    state            text NOT NULL CHECK (state IN ('open', 'closed')),
    opened_at        timestamptz NOT NULL,
    closed_at        timestamptz,
    UNIQUE (channel, channel_merchant, no, channel_no, kind),
    CHECK ((state = 'closed') = (closed_at IS NOT NULL))
);
CREATE INDEX breaks_open ON breaks (id) WHERE state = 'open';

-- What was, or is to be, told to refund-center. Never changed but for its delivery.
CREATE TABLE bill_facts (
    fact_id          uuid PRIMARY KEY,                    -- name_id of kind, channel, merchant and both numbers
    refund_id        uuid NOT NULL,
    ordinal          int NOT NULL,
    kind             text NOT NULL CHECK (kind IN ('Moved', 'MovedTwice', 'Silent')),
    channel          text NOT NULL,
    channel_merchant text NOT NULL,
    no               text NOT NULL,
    channel_no       text,
    amount_minor     bigint NOT NULL,
    amount_currency  char(3) NOT NULL,
    bill_date        date NOT NULL,
    file_hash        text NOT NULL,
    at               timestamptz NOT NULL,
    created_at       timestamptz NOT NULL,
    due_at           timestamptz NOT NULL,
    repeats          int NOT NULL,
    confirmed_at     timestamptz
);
CREATE INDEX bill_facts_no ON bill_facts (channel, channel_merchant, no);
CREATE INDEX bill_facts_due ON bill_facts (due_at) WHERE confirmed_at IS NULL;
-- One number has one first movement; every further one is MovedTwice.
CREATE UNIQUE INDEX bill_facts_moved ON bill_facts (channel, channel_merchant, no) WHERE kind = 'Moved';
