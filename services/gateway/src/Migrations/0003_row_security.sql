-- The second net under the merchants' isolation (docs/decisions/0012): what a signed request asks runs as gateway_merchant, which sees
-- and writes the rows of app.merchants only. A forgotten WHERE finds nobody else's rows; a forgotten merchant is an error. The service itself
-- owns the tables and works over all merchants.

-- Roles belong to the whole server: an administrator may have made it, or another database's migration just now.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gateway_merchant') THEN
        CREATE ROLE gateway_merchant NOLOGIN;
    END IF;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;
    WHEN insufficient_privilege THEN
        RAISE insufficient_privilege USING
            MESSAGE = 'the role gateway_merchant is missing, and ' || current_user || ' may not make it',
            HINT = format('once, as an administrator: CREATE ROLE gateway_merchant NOLOGIN; GRANT gateway_merchant TO %I', current_user);
END $$;

-- Whoever may not become it yet grants it to himself. (On PostgreSQL 16 its maker may not, unless he says so.)
DO $$
BEGIN
    SET LOCAL ROLE gateway_merchant;
    RESET ROLE;
EXCEPTION
    WHEN insufficient_privilege THEN GRANT gateway_merchant TO CURRENT_USER;
END $$;

GRANT SELECT, INSERT ON idempotency_keys TO gateway_merchant;
GRANT SELECT, INSERT, UPDATE ON payments, refunds, webhook_deliveries TO gateway_merchant;
GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_endpoints TO gateway_merchant;
GRANT SELECT ON webhook_tries TO gateway_merchant;
GRANT INSERT ON outbox TO gateway_merchant;

-- The one thing that a request may know of other merchants' rows, since it is refused for it: docs/decisions/0013.
CREATE FUNCTION channel_payment_is_taken(channel text, channel_merchant text, channel_payment_no text, payment_id uuid)
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT EXISTS (
        SELECT FROM payments p
        WHERE (p.channel, p.channel_merchant, p.channel_payment_no) = ($1, $2, $3) AND p.id <> $4)
$$;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['idempotency_keys', 'payments', 'refunds', 'webhook_endpoints', 'webhook_deliveries', 'webhook_tries'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format(
            'CREATE POLICY own ON %I TO gateway_merchant '
            'USING (merchant_id = ANY (current_setting(''app.merchants'')::uuid[]))', name);
    END LOOP;
END $$;
