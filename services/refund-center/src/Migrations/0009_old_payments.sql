-- Refunds of old payments draw on a budget of their own as well, where the channel has a rule for them: thousandths of a
-- request as of filled_at. The release before this one leaves it as it is.
ALTER TABLE request_budgets ADD COLUMN old_payments bigint NOT NULL DEFAULT 0;
