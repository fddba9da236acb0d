CREATE TABLE hop_sagas (
    correlation_id uuid PRIMARY KEY,
    current_state  text NOT NULL,
    step           int NOT NULL,
    amount         bigint NOT NULL
);
CREATE TABLE hop_accounts (
    id      int PRIMARY KEY,
    balance bigint NOT NULL
);
INSERT INTO hop_accounts SELECT i, 0 FROM generate_series(0, 999) AS i;
