CREATE TABLE counters (
    id     uuid PRIMARY KEY,
    value  bigint NOT NULL CHECK (value <= 1000000),
    note   text NULL
);
CREATE TABLE errands (
    correlation_id uuid PRIMARY KEY,
    current_state  text NOT NULL,
    steps          int NOT NULL,
    reminders      int NOT NULL,
    reminder_token uuid NULL
);
