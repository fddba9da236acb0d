-- A silence is told once for each last day: what was sent again after one is found without reading every fact.
CREATE INDEX bill_facts_silent ON bill_facts (channel, channel_merchant, no, bill_date) WHERE kind = 'Silent';
