-- It names nothing that a temporary table could stand in for; a search_path of its own took longer than what it does.
CREATE OR REPLACE FUNCTION trail_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.at := clock_timestamp();
    RETURN NEW;
END $$;
