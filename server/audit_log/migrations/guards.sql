-- The time is the database's, whatever is asked for.
CREATE FUNCTION trail_stamp() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    NEW.at := clock_timestamp();
    RETURN NEW;
END $$;

CREATE TRIGGER trail_stamp BEFORE INSERT ON trail_events FOR EACH ROW EXECUTE FUNCTION trail_stamp();

CREATE FUNCTION trail_kept() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE 'trail_events: % is refused, the trail is kept as it was written', TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER trail_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON trail_events
    FOR EACH STATEMENT EXECUTE FUNCTION trail_kept();
