-- The ledger (architecture §6). Amounts are minor units, credit positive.

CREATE TABLE accounts (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name          text COLLATE "C" NOT NULL,
    currency      char(3) NOT NULL,
    kind          text NOT NULL,
    merchant_id   uuid,
    balance_minor bigint NOT NULL DEFAULT 0,
    floor_minor   bigint,
    CONSTRAINT accounts_name UNIQUE (name, currency),
    -- Binds decisions: whatever cannot be refused is booked to the debt or loss account, which have no floor.
    CONSTRAINT accounts_floor CHECK (balance_minor >= floor_minor)
) WITH (fillfactor = 50);                       -- rows change all the time; room for them beside the old version
CREATE INDEX accounts_merchant ON accounts (merchant_id) WHERE merchant_id IS NOT NULL;

CREATE TABLE journals (
    id          uuid PRIMARY KEY,               -- UUIDv7
    template    text NOT NULL,                  -- docs/domain/journals.md
    source_id   uuid NOT NULL,                  -- the payment, refund or top-up
    source_no   int NOT NULL,                   -- the refund's attempt or order number, as the template says; else 0
    booked_at   timestamptz NOT NULL,
    business_at timestamptz NOT NULL            -- when it happened outside; = booked_at where nobody said
);

-- Journal and account have no foreign keys: row triggers would cost more than the rows. The ledger writes both in one transaction
-- and never deletes either, and ledger_check looks.
CREATE TABLE postings (
    journal_id   uuid NOT NULL,
    account_id   bigint NOT NULL,
    amount_minor bigint NOT NULL CONSTRAINT postings_not_zero CHECK (amount_minor <> 0),
    currency     char(3) NOT NULL,
    PRIMARY KEY (journal_id, account_id)
);
CREATE INDEX postings_account ON postings (account_id, journal_id);

-- Unique for ever, so narrow and never partitioned: what was booked for what, and which orders were carried out.
CREATE TABLE journal_sources (
    source_id  uuid NOT NULL,
    template   text NOT NULL,
    source_no  int NOT NULL,
    journal_id uuid NOT NULL,
    PRIMARY KEY (source_id, template, source_no)
);
CREATE TABLE settlement_orders (
    refund_id uuid NOT NULL,
    order_no  int NOT NULL,
    PRIMARY KEY (refund_id, order_no)
);

CREATE TABLE holds (
    refund_id          uuid NOT NULL,
    attempt            int NOT NULL,
    merchant_id        uuid NOT NULL,
    amount_minor       bigint NOT NULL,
    amount_currency    char(3) NOT NULL,
    state              text NOT NULL,
    open_pending_minor bigint NOT NULL,
    open_cash_minor    bigint NOT NULL,
    PRIMARY KEY (refund_id, attempt),
    CONSTRAINT holds_state CHECK (state IN ('Held', 'Short', 'Settled', 'Released', 'Cancelled')),
    CONSTRAINT holds_open CHECK (open_pending_minor >= 0 AND open_cash_minor >= 0
        AND open_pending_minor + open_cash_minor <= CASE state WHEN 'Held' THEN amount_minor ELSE 0 END)
) WITH (fillfactor = 80);
CREATE INDEX holds_open_by_merchant ON holds (merchant_id) WHERE state = 'Held';

CREATE TABLE shortages (
    refund_id     uuid NOT NULL,
    attempt       int NOT NULL,
    merchant_id   uuid NOT NULL,
    currency      char(3) NOT NULL,
    missing_minor bigint NOT NULL CHECK (missing_minor > 0),
    PRIMARY KEY (refund_id, attempt)
);
CREATE INDEX shortages_merchant ON shortages (merchant_id, currency);

CREATE TABLE refund_books (
    refund_id            uuid PRIMARY KEY,
    merchant_id          uuid NOT NULL,
    channel              text NOT NULL,
    currency             char(3) NOT NULL,
    order_no             int NOT NULL CHECK (order_no >= 1),
    outcome              text NOT NULL CHECK (outcome IN ('InProgress', 'Succeeded', 'Failed', 'Stopped', 'Returned')),
    closed_attempt       int NOT NULL,
    by_channel_minor     bigint NOT NULL,
    to_own_account_minor bigint NOT NULL,
    by_payout_minor      bigint NOT NULL,
    returned_minor       bigint NOT NULL,
    cost_pending_minor   bigint NOT NULL,
    cost_cash_minor      bigint NOT NULL,
    cost_debt_minor      bigint NOT NULL,
    fee_minor            bigint NOT NULL,
    loss_minor           bigint NOT NULL,
    updated_at           timestamptz NOT NULL,
    -- What the payer has was paid by somebody, to the unit.
    CONSTRAINT refund_books_add_up CHECK (
        by_channel_minor + by_payout_minor - returned_minor
        = cost_pending_minor + cost_cash_minor + cost_debt_minor + fee_minor + loss_minor),
    CONSTRAINT refund_books_not_negative CHECK (
        least(by_channel_minor, to_own_account_minor, by_payout_minor, returned_minor, cost_debt_minor, fee_minor, loss_minor) >= 0
        AND cost_pending_minor + cost_cash_minor + cost_debt_minor >= 0)
) WITH (fillfactor = 80);

-- Zero sum, journal by journal and currency by currency, seen once per statement: a journal's lines are inserted together.
CREATE FUNCTION postings_are_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wrong record;
BEGIN
    SELECT journal_id, currency, sum(amount_minor) AS total INTO wrong
    FROM fresh GROUP BY journal_id, currency HAVING sum(amount_minor) <> 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'journal % is not balanced: % %', wrong.journal_id, wrong.total, wrong.currency
            USING ERRCODE = 'check_violation', CONSTRAINT = 'postings_are_balanced';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER postings_are_balanced AFTER INSERT ON postings
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION postings_are_balanced();

-- The past is not edited, by nobody: a mistake is corrected by a further journal.
CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journals
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON postings
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_sources
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON settlement_orders
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- The invariants of architecture §4 that this database can see. One row each: how many things were looked at, how many are wrong,
-- and one of the wrong ones. Read it in one statement: it is one snapshot then.
CREATE VIEW ledger_check AS
WITH journal_sums AS (
    SELECT journal_id, currency, sum(amount_minor) AS total FROM postings GROUP BY journal_id, currency
), account_sums AS (
    SELECT account_id, currency, sum(amount_minor) AS total FROM postings GROUP BY account_id, currency
), held AS (
    SELECT merchant_id, amount_currency AS currency, sum(open_pending_minor + open_cash_minor) AS total
    FROM holds WHERE state = 'Held' GROUP BY merchant_id, amount_currency
)
SELECT 'the ledger sums to zero per currency' AS rule, count(*) AS looked_at, count(*) FILTER (WHERE total <> 0) AS wrong,
    min(currency || ': ' || total) FILTER (WHERE total <> 0) AS example
FROM (SELECT currency, sum(balance_minor) AS total FROM accounts GROUP BY currency) AS sums
UNION ALL
SELECT 'every journal sums to zero per currency', count(*), count(*) FILTER (WHERE total <> 0),
    min('journal ' || journal_id || ': ' || total || ' ' || currency) FILTER (WHERE total <> 0)
FROM journal_sums
UNION ALL
SELECT 'every journal has postings, and every posting a journal', count(*),
    count(*) FILTER (WHERE j.id IS NULL OR s.journal_id IS NULL),
    min('journal ' || coalesce(j.id, s.journal_id)) FILTER (WHERE j.id IS NULL OR s.journal_id IS NULL)
FROM journals j FULL JOIN (SELECT DISTINCT journal_id FROM journal_sums) AS s ON s.journal_id = j.id
UNION ALL
SELECT 'every balance is the sum of its postings', count(*),
    count(*) FILTER (WHERE coalesce(a.balance_minor, 0) <> coalesce(s.total, 0)),
    min(coalesce(a.name, 'account ' || s.account_id) || ': ' || coalesce(a.balance_minor, 0) || ' <> ' || coalesce(s.total, 0))
        FILTER (WHERE coalesce(a.balance_minor, 0) <> coalesce(s.total, 0))
FROM accounts a FULL JOIN account_sums s ON s.account_id = a.id AND s.currency = a.currency
UNION ALL
SELECT 'held balances are the sum of open holds', count(*),
    count(*) FILTER (WHERE coalesce(a.balance_minor, 0) <> coalesce(h.total, 0)),
    min('merchant ' || coalesce(a.merchant_id, h.merchant_id) || ': ' || coalesce(a.balance_minor, 0) || ' <> ' || coalesce(h.total, 0))
        FILTER (WHERE coalesce(a.balance_minor, 0) <> coalesce(h.total, 0))
FROM (SELECT * FROM accounts WHERE kind = 'MerchantHeld') AS a
    FULL JOIN held h ON h.merchant_id = a.merchant_id AND h.currency = a.currency
UNION ALL
SELECT 'no account is below its floor', count(*), count(*) FILTER (WHERE balance_minor < floor_minor),
    min(name || ': ' || balance_minor) FILTER (WHERE balance_minor < floor_minor)
FROM accounts WHERE floor_minor IS NOT NULL
UNION ALL
SELECT 'nobody waits without a shortage, and no shortage without somebody who waits', count(*),
    count(*) FILTER (WHERE h.refund_id IS NULL OR s.refund_id IS NULL),
    min('refund ' || coalesce(h.refund_id, s.refund_id)) FILTER (WHERE h.refund_id IS NULL OR s.refund_id IS NULL)
FROM (SELECT * FROM holds WHERE state = 'Short') AS h
    FULL JOIN shortages s ON s.refund_id = h.refund_id AND s.attempt = h.attempt;
