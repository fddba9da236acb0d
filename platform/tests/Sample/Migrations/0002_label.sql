ALTER TABLE counters ADD COLUMN label text NULL;
