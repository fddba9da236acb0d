-- What people did, chained by hash: each row's hash covers the row and the hash before it (Operators/AuditChain.cs).
CREATE TABLE audit_log (
    seq           bigint PRIMARY KEY CHECK (seq > 0),  -- without gaps
    at            timestamptz NOT NULL,               -- business time
    person_id     uuid,                               -- null: nobody signed in, but who held a key, or the platform itself
    person_name   text NOT NULL,
    action        text NOT NULL,
    subject       text NOT NULL,
    reason        text CHECK (char_length(reason) BETWEEN 5 AND 500),
    detail        jsonb NOT NULL,
    previous_hash bytea NOT NULL UNIQUE,              -- a line, never a fork
    hash          bytea NOT NULL UNIQUE
);
CREATE INDEX audit_log_subjects ON audit_log (subject, seq);

CREATE FUNCTION nobody_rewrites_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION nobody_rewrites_history();

-- What one person wants done and another one checks. The hash is of the payload as PostgreSQL writes it.
CREATE TABLE proposals (
    id           uuid PRIMARY KEY,
    kind         text NOT NULL,
    subject      text NOT NULL CHECK (char_length(subject) BETWEEN 1 AND 200),
    payload      jsonb NOT NULL,
    payload_hash bytea NOT NULL,
    state        text NOT NULL CHECK (state IN ('Open', 'Rejected', 'Withdrawn', 'Expired', 'Done', 'Failed')),
    made_at      timestamptz NOT NULL,
    changed_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    approval     int,                                 -- the act that approved it
    approval_act text GENERATED ALWAYS AS (CASE WHEN approval IS NOT NULL THEN 'Approved' END) STORED,
    result       jsonb,
    CONSTRAINT payload_has_its_hash CHECK (payload_hash = sha256(convert_to(payload::text, 'UTF8'))),
    CONSTRAINT done_is_approved CHECK ((approval IS NOT NULL) = (state IN ('Done', 'Failed')))
);
CREATE UNIQUE INDEX proposals_one_open ON proposals (kind, subject) WHERE state = 'Open';

-- Who has a hand in it: one person, one part, over its whole history, whoever the person is.
CREATE TABLE proposal_people (
    proposal_id uuid NOT NULL REFERENCES proposals,
    person_id   uuid NOT NULL,
    part        text NOT NULL CHECK (part IN ('Author', 'Checker')),
    PRIMARY KEY (proposal_id, person_id),
    CONSTRAINT proposal_parts UNIQUE (proposal_id, person_id, part)
);

CREATE TABLE proposal_acts (
    proposal_id  uuid NOT NULL,
    no           int NOT NULL CHECK (no > 0),
    act          text NOT NULL,
    part         text NOT NULL,
    person_id    uuid NOT NULL,
    person_name  text NOT NULL,
    reason       text NOT NULL CHECK (char_length(reason) BETWEEN 5 AND 500),
    payload_hash bytea NOT NULL,                      -- of the payload as it was after the act
    at           timestamptz NOT NULL,
    PRIMARY KEY (proposal_id, no),
    CONSTRAINT proposal_approvals UNIQUE (proposal_id, no, act, payload_hash),
    CONSTRAINT one_part_a_person FOREIGN KEY (proposal_id, person_id, part)
        REFERENCES proposal_people (proposal_id, person_id, part),
    CONSTRAINT acts_of_a_part CHECK (
        (part = 'Author' AND act IN ('Made', 'Edited', 'Withdrawn')) OR
        (part = 'Checker' AND act IN ('Returned', 'Approved', 'Rejected')))
);

-- What was executed is what a checker approved: that act, and that payload.
ALTER TABLE proposals ADD CONSTRAINT approved_as_it_is FOREIGN KEY (id, approval, approval_act, payload_hash)
    REFERENCES proposal_acts (proposal_id, no, act, payload_hash);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON proposal_people
    FOR EACH STATEMENT EXECUTE FUNCTION nobody_rewrites_history();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON proposal_acts
    FOR EACH STATEMENT EXECUTE FUNCTION nobody_rewrites_history();

CREATE FUNCTION proposals_end_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'Open' THEN
        RAISE EXCEPTION 'proposal % is closed', OLD.id USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (NEW.id, NEW.kind, NEW.subject, NEW.made_at) IS DISTINCT FROM (OLD.id, OLD.kind, OLD.subject, OLD.made_at) THEN
        RAISE EXCEPTION 'proposal % is about something else', OLD.id USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ends_once BEFORE UPDATE ON proposals FOR EACH ROW EXECUTE FUNCTION proposals_end_once();
