-- Every version of every channel's rulebook that was ever in force here (M3). Shipped ones have no people.
CREATE TABLE rulebooks (
    channel        text NOT NULL,
    version        int NOT NULL CHECK (version > 0),
    effective_from timestamptz NOT NULL,
    document       text NOT NULL,
    hash           text NOT NULL,
    maker          text,
    checker        text,
    reason         text NOT NULL,
    stored_at      timestamptz NOT NULL,
    PRIMARY KEY (channel, version),
    CONSTRAINT two_people_are_two CHECK (
        (maker IS NULL AND checker IS NULL)
        OR (maker IS NOT NULL AND checker IS NOT NULL AND lower(maker) <> lower(checker)))
);

-- A version that refunds were made by is never changed.
CREATE FUNCTION rulebooks_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rulebooks are append-only: % of version % stays', OLD.channel, OLD.version;
END $$;
CREATE TRIGGER rulebooks_stay BEFORE UPDATE OR DELETE ON rulebooks FOR EACH ROW EXECUTE FUNCTION rulebooks_stay();

-- Who keeps copies, and has this one; told again until confirmed.
CREATE TABLE rulebook_copies (
    service      text NOT NULL,
    channel      text NOT NULL,
    version      int NOT NULL,
    said         int NOT NULL DEFAULT 0,
    due_at       timestamptz,                                 -- null: confirmed
    confirmed_at timestamptz,
    PRIMARY KEY (service, channel, version),
    FOREIGN KEY (channel, version) REFERENCES rulebooks
);
CREATE INDEX rulebook_copies_due ON rulebook_copies (due_at) WHERE due_at IS NOT NULL;

-- By which version a leg lives. Nullable: the release before this one opens legs without it.
ALTER TABLE legs ADD COLUMN rulebook_version int;
