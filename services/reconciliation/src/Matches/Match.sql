-- Matches the numbers in the temporary table `scope` (no) of one channel merchant: our rows against all files that
-- count. Everything is derived from rows that are there, so it can be repeated at any time and after any order of
-- arrival; facts and breaks are unique, so a repetition changes nothing. Parameters: @channel, @merchant,
-- @line_wait_days, @cut_off, @time_zone, @now, and @silence_proves: whether any file of the channel is authoritative.

-- One row per number and channel number: a refund named by several files is one. A line that moved money speaks
-- before a snapshot.
CREATE TEMP TABLE found ON COMMIT DROP AS
SELECT DISTINCT ON (l.no, l.channel_no)
       l.no, l.channel_no, l.moved_money AS moved, l.amount_minor, l.amount_currency, f.day, f.hash, l.at,
       max(l.channel_payment_no) FILTER (WHERE NOT l.moved_money)
           OVER (PARTITION BY l.no, l.channel_no) AS snapshot_payment_no
FROM scope s
JOIN bill_lines l ON l.no = s.no AND l.kind = 'Refund'
JOIN bill_files f ON f.id = l.file_id AND f.channel = @channel AND f.channel_merchant = @merchant
                 AND f.loaded_at IS NOT NULL AND f.superseded_at IS NULL
ORDER BY l.no, l.channel_no, l.moved_money DESC, f.day, l.line_no;
CREATE INDEX ON found (no);
ANALYZE found;

-- Days of which every file is there.
CREATE TEMP TABLE complete_days ON COMMIT DROP AS
SELECT day FROM fetches WHERE channel = @channel AND channel_merchant = @merchant
GROUP BY day HAVING bool_and(file_id IS NOT NULL);

-- Our rows, with what the files say of them.
CREATE TEMP TABLE ours ON COMMIT DROP AS
SELECT g.*, coalesce(x.listed, false) AS listed, coalesce(x.moved, false) AS moved
FROM scope s
JOIN legs g ON g.channel = @channel AND g.channel_merchant = @merchant AND g.no = s.no
LEFT JOIN (SELECT no, true AS listed, bool_or(moved) AS moved FROM found GROUP BY no) x ON x.no = g.no;
CREATE INDEX ON ours (no);
ANALYZE ours;

-- Windows of days, and whether all files of all their days are there.
CREATE TEMP TABLE windows ON COMMIT DROP AS
SELECT w.first_day, w.last_day, count(d.day) = w.last_day - w.first_day + 1 AS complete
FROM (SELECT first_day, until_day AS last_day FROM ours UNION SELECT first_day, last_day FROM ours) w
LEFT JOIN complete_days d ON d.day BETWEEN w.first_day AND w.last_day
GROUP BY w.first_day, w.last_day;

-- Facts: money moved. What was told as the first movement stays the first, whatever arrives later.
INSERT INTO bill_facts (fact_id, refund_id, ordinal, kind, channel, channel_merchant, no, channel_no,
                        amount_minor, amount_currency, bill_date, file_hash, at, created_at, due_at, repeats)
SELECT name_id(concat_ws('|', 'fact', m.kind, @channel, @merchant, m.no, m.channel_no)), m.refund_id, m.ordinal, m.kind,
       @channel, @merchant, m.no, m.channel_no, m.amount_minor, m.amount_currency, m.day, m.hash, m.at, @now, @now, 0
FROM (
    SELECT o.refund_id, o.ordinal, f.*,
           CASE WHEN k.channel_no = f.channel_no THEN 'Moved'
                WHEN k.channel_no IS NULL AND row_number() OVER (
                    PARTITION BY f.no
                    ORDER BY coalesce(o.channel_no <> f.channel_no, true), f.day, f.at, f.channel_no) = 1 THEN 'Moved'
                ELSE 'MovedTwice' END AS kind
    FROM found f
    JOIN ours o ON o.no = f.no
    LEFT JOIN bill_facts k ON k.channel = @channel AND k.channel_merchant = @merchant AND k.no = f.no
                          AND k.kind = 'Moved'
    WHERE f.moved) m
ON CONFLICT DO NOTHING;

-- Facts: silence. Only past the last day on which money may move, with every file of every day there, and when no
-- file at all names the number: a snapshot decides nothing, but what a channel has listed it knows, and may still
-- move. Once for each last day: a number that was sent again has a later one. What stands there for a day stays, also
-- under the name without the day that the release before this one gave it.
INSERT INTO bill_facts (fact_id, refund_id, ordinal, kind, channel, channel_merchant, no, channel_no,
                        amount_minor, amount_currency, bill_date, file_hash, at, created_at, due_at, repeats)
SELECT name_id(concat_ws('|', 'fact', 'Silent', @channel, @merchant, o.no, to_char(o.last_day, 'YYYY-MM-DD'))),
       o.refund_id, o.ordinal, 'Silent',
       @channel, @merchant, o.no, NULL, o.amount_minor, o.amount_currency, o.last_day, last_file.hash,
       ((o.last_day + 1)::timestamp + @cut_off) AT TIME ZONE @time_zone, @now, @now, 0
FROM ours o
JOIN windows w ON w.first_day = o.first_day AND w.last_day = o.last_day AND w.complete AND @silence_proves
JOIN (SELECT DISTINCT ON (day) day, hash FROM bill_files
      WHERE channel = @channel AND channel_merchant = @merchant AND loaded_at IS NOT NULL AND superseded_at IS NULL
      ORDER BY day, loaded_at DESC, kind) last_file ON last_file.day = o.last_day
WHERE NOT o.listed AND o.state <> 'Dead'
  AND NOT EXISTS (SELECT FROM bill_facts k
                  WHERE k.channel = @channel AND k.channel_merchant = @merchant AND k.no = o.no
                    AND k.kind = 'Silent' AND k.bill_date >= o.last_day)
ON CONFLICT DO NOTHING;

-- The pool: our rows that no file shows as moved wait until their last day is complete; lines that we do not know
-- wait too.
CREATE TEMP TABLE waiting ON COMMIT DROP AS
SELECT 'Ours' AS side, o.no, '' AS channel_no, o.first_day AS first_seen_day, o.last_day AS until_day,
       CASE WHEN o.moved THEN 'Matched' WHEN w.complete THEN 'Unmatched' END AS ended_as
FROM ours o
JOIN windows w ON w.first_day = o.first_day AND w.last_day = o.last_day
UNION ALL
SELECT 'Theirs', f.no, f.channel_no, f.day, f.day + @line_wait_days,
       CASE WHEN o.no IS NOT NULL THEN 'Matched'
            WHEN f.day + @line_wait_days <= (SELECT max(day) FROM complete_days) THEN 'Unmatched' END
FROM found f
LEFT JOIN ours o ON o.no = f.no;

INSERT INTO day_cut_pool AS p (side, channel, channel_merchant, no, channel_no, first_seen_day, until_day,
                               entered_at, ended_at, ended_as)
SELECT side, @channel, @merchant, no, channel_no, first_seen_day, until_day, @now,
       CASE WHEN ended_as IS NOT NULL THEN @now END, ended_as
FROM waiting w
WHERE ended_as IS DISTINCT FROM 'Matched'                 -- what is matched at first sight never waited
   OR EXISTS (SELECT FROM day_cut_pool q WHERE q.channel = @channel AND q.channel_merchant = @merchant
              AND q.no = w.no AND q.channel_no = w.channel_no AND q.side = w.side)
ON CONFLICT (channel, channel_merchant, no, channel_no, side) DO UPDATE
SET until_day = excluded.until_day, ended_at = excluded.ended_at, ended_as = excluded.ended_as
WHERE (p.until_day, p.ended_as) IS DISTINCT FROM (excluded.until_day, excluded.ended_as);

-- The breaks that there should be.
CREATE TEMP TABLE wanted ON COMMIT DROP AS
SELECT 'theirs_only' AS kind, f.no, f.channel_no, NULL::uuid AS refund_id, f.day,
       NULL::bigint AS ours_minor, f.amount_minor AS theirs_minor, f.amount_currency AS currency
FROM found f
JOIN day_cut_pool p ON p.channel = @channel AND p.channel_merchant = @merchant AND p.no = f.no
                   AND p.channel_no = f.channel_no AND p.side = 'Theirs' AND p.ended_as = 'Unmatched'
UNION ALL
-- Succeeded, and through its days in the pool no file shows the money; or listed, and past the last day it never moved.
SELECT 'ours_only', o.no, '', o.refund_id, u.last_day, o.amount_minor, NULL, o.amount_currency
FROM ours o
JOIN windows u ON u.first_day = o.first_day AND u.last_day = o.until_day AND u.complete
WHERE NOT o.moved AND (o.state = 'Succeeded' OR (o.state = 'Sent' AND o.listed))
UNION ALL
SELECT 'amount_differs', f.no, f.channel_no, o.refund_id, f.day, o.amount_minor, f.amount_minor, f.amount_currency
FROM found f JOIN ours o ON o.no = f.no
WHERE (f.amount_minor, f.amount_currency) <> (o.amount_minor, o.amount_currency)
UNION ALL
SELECT 'payment_differs', f.no, f.channel_no, o.refund_id, f.day, o.amount_minor, f.amount_minor, f.amount_currency
FROM found f JOIN ours o ON o.no = f.no
WHERE f.snapshot_payment_no <> o.channel_payment_no
UNION ALL
SELECT 'effected_twice', f.no, '', o.refund_id, max(f.day),
       o.amount_minor, sum(f.amount_minor)::bigint, o.amount_currency
FROM found f JOIN ours o ON o.no = f.no
GROUP BY f.no, o.refund_id, o.amount_minor, o.amount_currency HAVING count(*) > 1
UNION ALL
SELECT 'moved_after_death', f.no, f.channel_no, o.refund_id, f.day, o.amount_minor, f.amount_minor, f.amount_currency
FROM found f JOIN ours o ON o.no = f.no
WHERE f.moved AND o.state = 'Dead'
UNION ALL
SELECT 'line_withdrawn', k.no, k.channel_no, k.refund_id, k.bill_date, k.amount_minor, NULL, k.amount_currency
FROM bill_facts k JOIN scope s ON s.no = k.no
LEFT JOIN found f ON f.no = k.no AND f.channel_no = k.channel_no AND f.moved
WHERE k.channel = @channel AND k.channel_merchant = @merchant AND k.kind <> 'Silent' AND f.no IS NULL;

INSERT INTO breaks AS b (kind, channel, channel_merchant, no, channel_no, refund_id, day,
                         ours_minor, theirs_minor, currency, state, opened_at)
SELECT kind, @channel, @merchant, no, channel_no, refund_id, day, ours_minor, theirs_minor, currency, 'open', @now
FROM wanted
ON CONFLICT (channel, channel_merchant, no, channel_no, kind) DO UPDATE
SET state = 'open', closed_at = NULL, day = excluded.day,
    ours_minor = excluded.ours_minor, theirs_minor = excluded.theirs_minor,
    opened_at = CASE WHEN b.state = 'open' THEN b.opened_at ELSE excluded.opened_at END
WHERE b.state <> 'open'
   OR (b.day, b.ours_minor, b.theirs_minor) IS DISTINCT FROM (excluded.day, excluded.ours_minor, excluded.theirs_minor);

-- The ones that a later file, or a later word of ours, resolved.
UPDATE breaks b SET state = 'closed', closed_at = @now
FROM scope s
WHERE b.channel = @channel AND b.channel_merchant = @merchant AND b.no = s.no AND b.state = 'open'
  AND b.kind <> 'fact_unheard'                            -- closed by its confirmation
  AND NOT EXISTS (SELECT FROM wanted w WHERE w.kind = b.kind AND w.no = b.no AND w.channel_no = b.channel_no);
