-- Refuses the statement. It belongs to no room: triggers in fifteen tables' files call it.
-- Called by: the triggers *_append_only, *_immutable and *_kept.
-- Locks: nothing.
-- Raises: restrict_violation, always.

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE '%: % is refused, its rows are kept as they were written', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
