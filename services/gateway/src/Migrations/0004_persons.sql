-- Operators: persons who sign in, with what they may do (Persons/).
CREATE TABLE persons (
    id            uuid PRIMARY KEY,
    name          text NOT NULL,
    roles         text[] NOT NULL,
    secret        text NOT NULL,                      -- pbkdf2-sha256$iterations$salt$hash
    secret_until  timestamptz,                        -- real time; of a first secret, which opens nothing but its own replacement
    wrong_secrets int NOT NULL DEFAULT 0,             -- tries since the last right one
    locked_until  timestamptz,                        -- real time
    disabled_at   timestamptz,
    maker_id      uuid,                               -- who may read the maker's part of the first secret
    maker_part    bytea,                              -- sealed; null when it was read
    created_at    timestamptz NOT NULL
);
CREATE UNIQUE INDEX persons_name ON persons (lower(name));

-- The last five: none of them again (S132).
CREATE TABLE person_secrets (
    person_id uuid NOT NULL REFERENCES persons,
    set_at    timestamptz NOT NULL,
    secret    text NOT NULL,
    PRIMARY KEY (person_id, set_at)
);

CREATE TABLE person_sessions (
    token_hash bytea PRIMARY KEY,                     -- SHA-256; the token has 256 random bits
    person_id  uuid NOT NULL REFERENCES persons,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,                  -- real time
    idle_until timestamptz NOT NULL                   -- real time; moves with each request
);
CREATE INDEX person_sessions_person ON person_sessions (person_id);
