-- Refunds that people carry to a bank. Nullable: the release before this one opens legs without it.
ALTER TABLE legs ADD COLUMN handed_over_at timestamptz;
-- What waits for the next cut-off.
CREATE INDEX legs_for_batch ON legs (channel, channel_merchant, method, created_at)
    WHERE status = 'Ready' AND method IN ('file', 'offline');

CREATE TABLE batches (
    id               uuid PRIMARY KEY,
    no               text NOT NULL CHECK (no ~ '^[A-Z][0-9A-Z]{19}$'),
    channel          text NOT NULL,
    channel_merchant text NOT NULL,
    method           text NOT NULL,
    day              date NOT NULL,                           -- the working day whose cut-off closed it
    count            int NOT NULL CHECK (count > 0),
    sum_minor        bigint NOT NULL CHECK (sum_minor > 0),
    sum_currency     char(3) NOT NULL,
    workbook         bytea NOT NULL,                          -- exactly what is handed over
    workbook_sha256  text NOT NULL,
    csv              bytea NOT NULL,
    csv_sha256       text NOT NULL,
    state            text NOT NULL,
    made_at          timestamptz NOT NULL,
    downloaded_at    timestamptz,
    downloaded_by    text,
    handed_over_at   timestamptz,
    handed_over_by   text,
    hand_over_note   text,
    answer_due_at    timestamptz,
    answered_at      timestamptz,
    CONSTRAINT handed_over_by_somebody CHECK ((handed_over_at IS NULL) = (handed_over_by IS NULL))
);
-- A number is one batch's for ever.
CREATE UNIQUE INDEX batches_by_no ON batches (no);
CREATE INDEX batches_open ON batches (made_at) WHERE state <> 'Answered';
CREATE INDEX batches_late ON batches (answer_due_at) WHERE answer_due_at IS NOT NULL;

CREATE TABLE batch_lines (
    batch_id       uuid NOT NULL REFERENCES batches,
    line_no        int NOT NULL CHECK (line_no > 0),
    leg_id         uuid NOT NULL REFERENCES legs,
    send_no        int NOT NULL,
    status         text,                                      -- the bank's word, as it was last told
    bank_refund_no text,
    fail_code      text,
    fail_reason    text,
    bank_date      date,
    answer         text,
    answered_at    timestamptz,
    PRIMARY KEY (batch_id, line_no),
    FOREIGN KEY (leg_id, send_no) REFERENCES sends (leg_id, no)
);
-- A leg is handed over once.
CREATE UNIQUE INDEX batch_lines_by_leg ON batch_lines (leg_id);

-- The bank's files, each once, as they came.
CREATE TABLE batch_results (
    batch_id uuid NOT NULL REFERENCES batches,
    sha256   text NOT NULL,
    file     bytea NOT NULL,
    taken_at timestamptz NOT NULL,
    taken_by text NOT NULL,
    PRIMARY KEY (batch_id, sha256)
);

-- What people saw: a receipt, a picture of the bank's site.
CREATE TABLE proofs (
    id       uuid PRIMARY KEY,
    batch_id uuid NOT NULL REFERENCES batches,
    line_no  int,                                             -- null: of the whole batch
    name     text NOT NULL,
    sha256   text NOT NULL,
    content  bytea CHECK (octet_length(content) <= 5242880),  -- null: only its name and hash are known here
    note     text NOT NULL,
    added_at timestamptz NOT NULL,
    added_by text NOT NULL
);
CREATE INDEX proofs_of_batch ON proofs (batch_id);
