-- The time that goes with the refund's number at channels that want one. Null for what the release before this one ordered.
ALTER TABLE refund_sagas ADD COLUMN execution_ordered_at timestamptz;
