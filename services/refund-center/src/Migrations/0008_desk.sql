-- Where a channel wants a person: whether it has the money back. Null: it never wanted one, or told the release before this one.
ALTER TABLE legs ADD COLUMN has_come_back boolean;
