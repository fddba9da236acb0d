-- What does not fit, and how often a batch was fetched: what two people agree to names both.
ALTER TABLE legs ADD COLUMN last_alarm text;
ALTER TABLE batches ADD COLUMN downloads int NOT NULL DEFAULT 0;
