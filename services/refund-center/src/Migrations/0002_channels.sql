-- What channels beside WeChat Pay need of a leg. Nullable: the release before this one opens legs without them.
ALTER TABLE legs
    ADD COLUMN paid_at timestamptz,
    ADD COLUMN numbered_at timestamptz;
