-- The queue of payouts that came back.
CREATE INDEX legs_payout_returned ON legs (created_at) WHERE status = 'Returned' AND method = 'payout' AND route IS NULL;
