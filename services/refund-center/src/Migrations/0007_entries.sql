-- Who said what is new of a leg, for the history that merchants read (M10). Null: nobody outside, or told by the release before this one.
ALTER TABLE legs ADD COLUMN told_by text;
