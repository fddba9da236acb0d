-- What channels beside WeChat Pay, and the desk, need of a leg. Nullable: the release before this one opens legs without them.
ALTER TABLE legs
    ADD COLUMN paid_at timestamptz,
    ADD COLUMN numbered_at timestamptz,
    ADD COLUMN back_since timestamptz,
    ADD COLUMN suspended_at timestamptz,
    ADD COLUMN held_step text,
    ADD COLUMN route text[];
