-- Where a channel wants a person: whether it has the money back. Null: it never wanted one, or told the release before this one.
ALTER TABLE legs ADD COLUMN has_come_back boolean;
-- Sends that the channel found too many: where silence is never sent again (UnionPay), these are, once it has never seen them.
ALTER TABLE legs ADD COLUMN throttled_sends int NOT NULL DEFAULT 0;
-- The queues of legs that have died.
CREATE INDEX legs_revived ON legs (created_at)
    WHERE status = 'Revived' OR (status = 'Returned' AND method <> 'payout' AND route IS NULL);
CREATE INDEX legs_suspended ON legs (created_at) WHERE suspended_at IS NOT NULL;

ALTER TABLE batches ADD COLUMN withdrawn_at timestamptz;
