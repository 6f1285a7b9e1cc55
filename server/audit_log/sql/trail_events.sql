-- The audit log is only ever appended to, and the time is the database's, whatever the row says.
-- Fires for: audit_log/recording.py, payouts/sql/create_payout.sql, write_payouts.sql.
-- Locks: nothing.
-- Raises: restrict_violation (a change).

-- It names nothing that a temporary table could stand in for; a search_path of its own took longer than what it does.
CREATE OR REPLACE FUNCTION trail_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.at := clock_timestamp();
    RETURN NEW;
END $$;

CREATE TRIGGER trail_stamp BEFORE INSERT ON trail_events FOR EACH ROW EXECUTE FUNCTION trail_stamp();

CREATE OR REPLACE FUNCTION trail_kept() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE 'trail_events: % is refused, the trail is kept as it was written', TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER trail_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON trail_events
    FOR EACH STATEMENT EXECUTE FUNCTION trail_kept();
