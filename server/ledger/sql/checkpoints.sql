-- The database fills in a checkpoint's sums itself, so that nobody can write a wrong one. Checkpoints are derived: they
-- may be deleted, but neither changed nor made up.
-- Fires for: ledger_admit_statement (entries.sql), at each 25th entry.
-- Locks: the merchant's row (FOR NO KEY UPDATE).
-- Raises: check_violation (entries are missing before it); restrict_violation (a change).

-- Sums under the merchant's lock, and refuses if an entry is missing: a sum taken while an entry before `seq` is
-- uncommitted would be wrong for ever, and so would every checkpoint after it.
CREATE OR REPLACE FUNCTION ledger_fill_checkpoint() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    before bigint;
    available bigint;
    held bigint;
    since record;
BEGIN
    PERFORM 1 FROM public.merchants WHERE id = NEW.merchant_id FOR NO KEY UPDATE;
    SELECT c.seq, c.available_paise, c.held_paise INTO before, available, held FROM public.ledger_checkpoints c
    WHERE c.merchant_id = NEW.merchant_id AND c.seq < NEW.seq ORDER BY c.seq DESC LIMIT 1;
    before := coalesce(before, 0);
    SELECT count(*) AS entries, coalesce(sum(e.amount_paise), 0) AS available_paise,
           coalesce(-sum(e.amount_paise) FILTER (WHERE e.entry_type IN ('payout_hold', 'payout_release')), 0) AS held_paise
    INTO since FROM public.ledger_entries e
    WHERE e.merchant_id = NEW.merchant_id AND e.seq > before AND e.seq <= NEW.seq;

    IF since.entries <> NEW.seq - before THEN
        RAISE 'ledger: a checkpoint at entry % of merchant % would miss entries', NEW.seq, NEW.merchant_id
            USING ERRCODE = 'check_violation';
    END IF;
    -- What happened since the checkpoint 25 entries before, for periods.sql.
    IF NEW.seq - before = 25 THEN
        SELECT s.lowest, s.highest, s.came_in, s.went_out
        INTO NEW.lowest_paise, NEW.highest_paise, NEW.in_paise, NEW.out_paise
        FROM public.ledger_stretch(NEW.merchant_id, before, NEW.seq, coalesce(available, 0)) s;
    ELSE
        NEW.lowest_paise := NULL;
        NEW.highest_paise := NULL;
        NEW.in_paise := NULL;
        NEW.out_paise := NULL;
    END IF;
    NEW.available_paise := coalesce(available, 0) + since.available_paise;
    NEW.held_paise := coalesce(held, 0) + since.held_paise;
    -- Of each 500th entry by type as well (type_sums.sql), so that most creations pay nothing for it.
    IF NEW.seq % 500 = 0 THEN
        INSERT INTO public.ledger_type_checkpoints (merchant_id, seq, entry_type, entries, paise)
        SELECT NEW.merchant_id, NEW.seq, s.entry_type, s.entries, s.paise FROM public.ledger_type_sums(NEW.merchant_id, NEW.seq) s
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER ledger_fill_checkpoint BEFORE INSERT ON ledger_checkpoints
    FOR EACH ROW EXECUTE FUNCTION ledger_fill_checkpoint();

CREATE TRIGGER ledger_checkpoints_immutable BEFORE UPDATE ON ledger_checkpoints
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
