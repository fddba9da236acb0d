-- When the merchant got the payment's money (S50). Null: nobody said, which is t1.
ALTER TABLE payments
    ADD COLUMN settlement text CHECK (settlement IN ('t1', 't0', 'd0')),
    -- False for ever once an error refund of it was asked for: then it goes back whole or not at all (S142).
    ADD COLUMN in_parts boolean NOT NULL DEFAULT true,
    ADD CONSTRAINT payments_whole UNIQUE (id, paid_minor),
    ADD CONSTRAINT payments_in_parts UNIQUE (id, in_parts);

-- Error refunds (S141) are whole and alone (S142). Both keys bind what we decide: whole_minor stands beside the amount of an error refund,
-- needs_parts with an ordinary one of less than its payment, while it moved money or may, as it was admitted. Facts set neither.
ALTER TABLE refunds
    ADD COLUMN kind text NOT NULL DEFAULT 'Ordinary' CHECK (kind IN ('Ordinary', 'DuplicatePayment', 'LatePayment')),
    ADD COLUMN whole_minor bigint,
    ADD COLUMN needs_parts boolean CHECK (needs_parts),
    -- At the payer beyond the amount: a fact.
    ADD COLUMN excess bigint NOT NULL DEFAULT 0 CHECK (excess >= 0),
    ADD CONSTRAINT error_refunds_are_whole CHECK (
        (kind = 'Ordinary') = (whole_minor IS NULL) AND (whole_minor IS NULL OR whole_minor = amount_minor)),
    ADD CONSTRAINT whole_of_its_payment FOREIGN KEY (payment_id, whole_minor) REFERENCES payments (id, paid_minor),
    ADD CONSTRAINT part_of_its_payment FOREIGN KEY (payment_id, needs_parts) REFERENCES payments (id, in_parts);

ALTER TABLE refund_sagas
    ADD COLUMN settlement text,
    ADD COLUMN kind text,
    ADD COLUMN source text;

-- What a merchant was shown of a refund, version by version (M10). The first, "received", is the refund's own row.
CREATE TABLE refund_changes (
    refund_id    uuid NOT NULL,
    version      int NOT NULL,
    merchant_id  uuid NOT NULL,
    attempt      int NOT NULL,
    state        text NOT NULL,
    outcome      text,
    destination  text,
    source       text,
    channel_time timestamptz,
    at           timestamptz NOT NULL,
    PRIMARY KEY (refund_id, version)
);

CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON refund_changes
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

GRANT SELECT, INSERT ON refund_changes TO gateway_merchant;
ALTER TABLE refund_changes ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON refund_changes TO gateway_merchant USING (merchant_id = ANY (current_setting('app.merchants')::uuid[]));
